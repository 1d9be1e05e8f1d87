import { ClipboardCheck, Play, Square, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountLive } from '../../../shared/features/counts/count-live';
import type { PassConfidence } from '../../../shared/features/counts/confidence';
import type { CountView } from '../../../shared/features/counts/queries';
import type { Failure } from '../../../shared/result';
import { callStation, sendCommand, useBusy, useCountLive, useStation } from '../../station/client';
import { usePress } from '../../station/press';
import { playFeedback } from '../../station/sounds';
import { Confirm } from '../../ui/confirm';
import { FailureLine } from '../../ui/failure';
import { formatSeconds, formatWhole } from '../../ui/format';
import { BinWork } from './bin-work';
import { CountChip, Figure, Head } from './parts';
import { FileTime, TakeFile } from './tag-file';
import { useKey } from './use-key';
import { readShare } from './read-share';
import { firstOfOthers, Zones } from './zones';

const startKey = 'F2';
const handInKey = 'F12';

const isReading = (live: CountLive | null): boolean => live !== null && live.pass !== null;

/** Tags that don't belong here; none are told of while the count is blind. */
const othersOf = (sums: CountLive['sums']): number =>
  sums === null ? 0 : sums.misplaced + sums.unexpected + sums.unknown;

/** A click when tags came that no pass had heard before, a low one for what is not expected here; three notes once all is there. */
const useCountSounds = (live: CountLive | null): void => {
  const tags = live?.tags ?? 0;
  const done = live?.sums !== null && live?.sums !== undefined && live.sums.expected > 0 && live.sums.missing === 0;
  const runs = isReading(live);
  const others = othersOf(live?.sums ?? null);
  const before = useRef({ tags, others, done });
  useEffect(() => {
    if (runs && others > before.current.others) playFeedback({ code: 'tag-other', tone: 'need' });
    else if (runs && tags > before.current.tags) playFeedback({ code: 'tag-new', tone: 'good' });
    if (runs && done && !before.current.done) playFeedback({ code: 'items-complete', tone: 'good' });
    before.current = { tags, others, done };
  }, [runs, tags, others, done]);
};

export const Confidence = ({ confidence }: { confidence: PassConfidence }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const { verdict, unread, first, second } = confidence;
  return (
    <div className="stack tight" data-confidence={verdict}>
      <strong className="number">
        {verdict === 'known' ? `≥ ${readShare(confidence, language)}` : t('counts.confidence.unknown')}
      </strong>
      <span className="quiet">
        {verdict === 'known'
          ? t('counts.confidence.known', {
              first: formatWhole(first, language),
              second: formatWhole(second, language),
              unread: formatWhole(Math.ceil(unread ?? 0), language),
            })
          : t(`counts.confidence.${verdict}`)}
      </span>
    </div>
  );
};

const Passes = ({ count }: { count: CountView }) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  if (count.passes.length === 0) return <p className="quiet">{t('counts.noPass')}</p>;
  return (
    <ul className="count-passes">
      {count.passes.map(({ pass, startedAt, endedAt, tags, lost, file }) => (
        <li key={pass} data-pass={pass}>
          <strong>{t('counts.pass', { pass })}</strong>
          <span className="number">{t('counts.tags', { count: tags, tags: formatWhole(tags, language) })}</span>
          {file === null ? (
            <span className="quiet number">
              {formatSeconds(Date.parse(startedAt), timeZone)} –{' '}
              {endedAt === null ? t('counts.running') : formatSeconds(Date.parse(endedAt), timeZone)}
            </span>
          ) : (
            <span className="count-pass-file">
              <span className="quiet count-raw">{file.name}</span>
              <FileTime {...file} />
            </span>
          )}
          {lost === null ? null : (
            <span className="chip bad">{t(file === null ? 'counts.lostShort' : 'counts.file.lostShort')}</span>
          )}
        </li>
      ))}
    </ul>
  );
};

export const Incomplete = ({ cause }: { cause: string | null }) => {
  const { t } = useTranslation();
  if (cause === null) return null;
  return (
    <p className="strip bad" role="alert" data-incomplete={cause}>
      <TriangleAlert size={22} aria-hidden="true" />
      <span>{t('counts.incomplete', { why: t(`rfid.loss.${cause}`) })}</span>
    </p>
  );
};

const Numerals = ({ count, live }: { count: CountView; live: CountLive | null }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const whole = (figure: number): string => formatWhole(figure, language);
  const sums = live?.sums ?? null;
  const share = sums === null || sums.expected === 0 ? 0 : Math.min(1, sums.found / sums.expected);
  const others = othersOf(sums);
  return (
    <>
      <div className="count-numerals">
        {sums === null ? (
          <Figure word={t('counts.tagsRead')} name="tags" tone="large">
            {whole(live?.tags ?? 0)}
          </Figure>
        ) : (
          <>
            <Figure word={t('counts.class.found')} name="found" tone="large good">
              {whole(sums.found)} <small className="quiet">/ {whole(sums.expected)}</small>
            </Figure>
            <Figure word={t('counts.remaining')} name="missing" tone={`large ${sums.missing === 0 ? 'good' : 'need'}`}>
              {whole(sums.missing)}
            </Figure>
            <Figure word={t('counts.notExpected')} name="others" tone="large">
              {whole(others)}
            </Figure>
          </>
        )}
      </div>
      {sums === null ? null : (
        <progress className="count-progress" value={share} max={1} aria-label={t('counts.progress')} />
      )}
      {live === null || !isReading(live) || live.fresh > 0 || live.tags === 0 ? null : (
        <p className="strip good" role="status" data-through>
          {t('counts.noneNew')}
        </p>
      )}
      <p className="sr" role="status">
        {count.title}
      </p>
    </>
  );
};

const RfidWork = ({
  count,
  live,
  onOthers,
}: {
  count: CountView;
  live: CountLive | null;
  /** All that would be read is somebody else's. */
  onOthers: () => void;
}) => {
  const { t } = useTranslation();
  const { devices } = useStation();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [busy, run] = useBusy();
  useCountSounds(live);
  const readers = devices.filter(({ kind }) => kind === 'rfid');
  const chosen = readers.filter(({ id }) => !left.includes(id)).map(({ id }) => id);
  const runs = isReading(live);
  // Once it is known how much was missed, handing in is the next thing.
  const enough = live?.confidence?.verdict === 'known' && !runs;
  const press = (): void =>
    void run(async () => {
      setFailure(null);
      const answer = runs
        ? await callStation('counts.stopPass', {})
        : await callStation('counts.startPass', { readers: chosen });
      if (answer.ok) return;
      setFailure(answer.failure);
      if (answer.failure.code === 'count-zone-others') onOthers();
    });
  useKey(startKey, press);
  usePress(({ key }) => {
    if ((key === 'yes' && !runs) || (key === 'no' && runs)) press();
    else return false;
    return true;
  });
  return (
    <div className="count-work">
      <section className="card stack" aria-label={t('counts.read')}>
        <Numerals count={count} live={live} />
        <FailureLine failure={failure} />
        <Incomplete cause={live?.lost ?? count.incomplete} />
        <button
          type="button"
          className={`button large wide ${runs ? 'danger' : enough ? '' : 'primary'}`}
          disabled={busy || live === null || (!runs && (chosen.length === 0 || !count.mayCount))}
          onClick={press}
          data-pass-button={runs ? 'stop' : 'start'}
        >
          {runs ? <Square size={22} aria-hidden="true" /> : <Play size={22} aria-hidden="true" />}
          {t(runs ? 'counts.stopPass' : 'counts.startPass', { pass: count.passes.length + 1 })}{' '}
          <span className="kbd">{startKey}</span>
        </button>
      </section>
      <section className="stack">
        <div className="card stack">
          <h2>{t('counts.passes')}</h2>
          <Passes count={count} />
          {live === null || live.confidence === null ? null : <Confidence confidence={live.confidence} />}
        </div>
        <TakeFile count={count} disabled={runs || live === null || !count.mayCount} />
        <div className="card stack">
          <h2>{t('rfid.readers')}</h2>
          {readers.length === 0 ? <p className="quiet">{t('counts.file.noReader')}</p> : null}
          {readers.map((reader) => (
            <label key={reader.id} className="check">
              <input
                type="checkbox"
                checked={!left.includes(reader.id)}
                disabled={runs}
                onChange={(event) =>
                  setLeft((before) =>
                    event.target.checked ? before.filter((each) => each !== reader.id) : [...before, reader.id],
                  )
                }
              />
              <span>{reader.name}</span>
            </label>
          ))}
        </div>
      </section>
    </div>
  );
};

/** The counter's screen: big figures, one button, and nothing of what is expected where the count is blind. */
export const CountWork = ({ count, onBack }: { count: CountView; onBack: () => void }) => {
  const { t } = useTranslation();
  const live = useCountLive();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [asking, setAsking] = useState(false);
  const [taking, setTaking] = useState<string | null>(null);
  const { countId, state } = count;
  const mine = live?.countId === countId ? live : null;
  useEffect(() => {
    if (state !== 'counting') return undefined;
    void callStation('counts.open', { countId }).then((answer) => (answer.ok ? null : setFailure(answer.failure)));
    return () => void callStation('counts.close', {});
  }, [countId, state]);
  const bins = count.method === 'barcode';
  const mayHandIn =
    state === 'counting' && count.mayCount && !isReading(mine) && (!bins || count.binsDone === count.binCount);
  useKey(handInKey, () => mayHandIn && setAsking(true));
  const handIn = bins ? t('counts.handInBins', { count: count.binCount - count.binsDone }) : t('counts.handInText');
  return (
    <>
      <Head title={count.title} onBack={onBack}>
        <CountChip state={state} />
        {count.round > 1 ? <span className="chip need">{t('counts.recountRound', { round: count.round })}</span> : null}
        {count.blind ? <span className="chip plain">{t('counts.blind')}</span> : null}
        {state === 'counting' ? (
          <button
            type="button"
            className="button primary"
            disabled={!mayHandIn}
            onClick={() => setAsking(true)}
            data-hand-in
          >
            <ClipboardCheck size={22} aria-hidden="true" /> {t('counts.handIn')}{' '}
            <span className="kbd">{handInKey}</span>
          </button>
        ) : null}
      </Head>
      <div className="stack">
        <FailureLine failure={failure} />
        {count.mayCount || state !== 'counting' ? null : <FailureLine failure={{ code: 'count-same-person' }} />}
        {state !== 'counting' ? <p className="card">{t('counts.handedIn')}</p> : null}
        {state === 'counting' ? (
          <Zones count={count} live={mine?.zones ?? []} bin={mine?.bin ?? null} taking={taking} onTaking={setTaking} />
        ) : null}
        {state === 'counting' && !bins ? (
          <RfidWork count={count} live={mine} onOthers={() => setTaking(firstOfOthers(count))} />
        ) : null}
        {state === 'counting' && bins ? <BinWork count={count} live={mine} /> : null}
      </div>
      {asking ? (
        <Confirm
          title={t('counts.handIn')}
          text={handIn}
          word={t('counts.handIn')}
          tone="primary"
          onYes={() => sendCommand('counts.submit', { countId })}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
};
