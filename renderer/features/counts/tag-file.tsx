import { CircleCheck, Clock, FileUp, TriangleAlert } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CountView } from '../../../shared/features/counts/queries';
import type { PassFile } from '../../../shared/features/counts/records';
import type { TagFilePreview } from '../../../shared/features/counts/tag-file';
import { fail, type Failure } from '../../../shared/result';
import { callStation, useBusy, useStation } from '../../station/client';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/failure';
import { formatSeconds, formatWhen, formatWhole } from '../../ui/format';
import { toBase64 } from '../../ui/read-file';
import { useDropped } from '../../ui/use-dropped';
import { Figure } from './parts';
import { useKey } from './use-key';

const chooseKey = 'F3';
const mostBytes = 8 * 1024 * 1024;

/** When a sled read, by its own clock, or that nobody knows. */
export const FileTime = ({ time, firstAt, lastAt }: Pick<PassFile, 'time' | 'firstAt' | 'lastAt'>) => {
  const { t } = useTranslation();
  const { timeZone } = useStation();
  if (time === 'known' && firstAt !== null && lastAt !== null)
    return (
      <span className="quiet number" data-file-time="known">
        {formatSeconds(firstAt, timeZone)} – {formatSeconds(lastAt, timeZone)}
      </span>
    );
  return (
    <span className="chip need" data-file-time={time}>
      <Clock size={14} aria-hidden="true" /> {t('counts.timeUnknown')}
    </span>
  );
};

/** Above the differences: what of this count was read by a sled, and what it means for goods that moved. */
export const FileNote = ({ count }: { count: CountView }) => {
  const { t } = useTranslation();
  const undated = count.passes.filter(
    ({ round, file }) => round === count.round && file !== null && file.time !== 'known',
  );
  if (undated.length === 0) return null;
  const passes = undated.map(({ pass }) => pass).join(', ');
  return (
    <p className="strip need" role="status" data-undated={passes}>
      <Clock size={22} aria-hidden="true" />
      <span>{t('counts.file.undated', { count: undated.length, passes })}</span>
    </p>
  );
};

const whyKey = {
  'no-epc': 'counts.file.noEpc',
  'bad-tid': 'counts.file.badTid',
  broken: 'counts.file.broken',
} as const;

const Unread = ({
  preview,
  noTags,
  onNoTags,
}: {
  preview: TagFilePreview;
  noTags: boolean;
  onNoTags: (noTags: boolean) => void;
}) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const { unread, unreadLines } = preview;
  if (unreadLines === 0 || (preview.knownPass !== null && !preview.isOpen)) return null;
  return (
    <section className="stack tight" data-unread={unreadLines}>
      <p className="strip need" role="status">
        <TriangleAlert size={22} aria-hidden="true" />
        <span>{t('counts.file.unread', { count: unreadLines, lines: formatWhole(unreadLines, language) })}</span>
      </p>
      <div className="count-unread scroll" tabIndex={0} role="group" aria-label={t('counts.file.unreadList')}>
        <table className="list">
          <tbody>
            {unread.map(({ row, why, text }) => (
              <tr key={row}>
                <td>{t('counts.file.line', { row: formatWhole(row, language) })}</td>
                <td className="count-raw">{text}</td>
                <td className="quiet">{t(whyKey[why])}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {unreadLines > unread.length ? (
          <p className="quiet">{t('counts.moreBins', { count: unreadLines - unread.length })}</p>
        ) : null}
      </div>
      <label className="check">
        <input type="checkbox" checked={noTags} onChange={(event) => onNoTags(event.target.checked)} data-no-tags />
        <span>{t('counts.file.noTags')}</span>
      </label>
      {noTags ? null : <p className="quiet">{t('counts.file.notWhole')}</p>}
    </section>
  );
};

const When = ({ preview }: { preview: TagFilePreview }) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  const { time, firstAt } = preview;
  return (
    <div className="stack tight count-when">
      <FileTime {...preview} />
      {time === 'known' ? null : (
        <span className="quiet">
          {time === 'clock' && firstAt !== null
            ? t('counts.file.clock', { when: formatWhen(new Date(firstAt).toISOString(), timeZone, language) })
            : t('counts.file.noTimes')}
        </span>
      )}
    </div>
  );
};

const PreviewDialog = ({
  name,
  preview,
  nextPass,
  onTaken,
  onClose,
}: {
  name: string;
  preview: TagFilePreview;
  nextPass: number;
  onTaken: (taken: { readonly pass: number; readonly known: boolean }) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const [noTags, setNoTags] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const { token, tags, lines, knownPass, isOpen } = preview;
  // Of a file that is in already only its lines can still be settled.
  const mayTake = knownPass === null || (isOpen && noTags);
  const take = (): void =>
    void run(async () => {
      if (!mayTake) return;
      const answer = await callStation('counts.takeFile', { token, noTags });
      if (answer.ok) onTaken(answer.value);
      else setFailure(answer.failure);
    });
  return (
    <Dialog
      title={t('counts.file.title', { name })}
      onClose={onClose}
      onSubmit={take}
      footer={
        <>
          <button type="button" className="button" onClick={onClose} data-focus={mayTake ? undefined : ''}>
            {t('cancel')}
          </button>
          <button
            type="submit"
            className="button primary"
            disabled={busy || !mayTake}
            data-focus={mayTake ? '' : undefined}
            data-take-file
          >
            {t('counts.file.take', { pass: knownPass ?? nextPass })}
          </button>
        </>
      }
    >
      <div className="stack count-file">
        <div className="count-sums">
          <Figure word={t('counts.tagsRead')} name="file-tags">
            {formatWhole(tags, language)}
          </Figure>
          <div className="count-figure card">
            <span className="quiet">{t('counts.file.when')}</span>
            <When preview={preview} />
          </div>
        </div>
        <p className="quiet">{t('counts.file.lines', { count: lines, lines: formatWhole(lines, language) })}</p>
        {knownPass === null ? null : (
          <p className="strip" role="status" data-known-pass={knownPass}>
            <CircleCheck size={22} aria-hidden="true" />
            <span>{t('counts.file.known', { pass: knownPass })}</span>
          </p>
        )}
        <Unread preview={preview} noTags={noTags} onNoTags={setNoTags} />
        <FailureLine failure={failure} />
      </div>
    </Dialog>
  );
};

type Shown = { readonly name: string; readonly preview: TagFilePreview };

/** What a sled or handheld stored by itself: dropped anywhere on the page, or chosen; looked at before it counts. */
export const TakeFile = ({ count, disabled }: { count: CountView; disabled: boolean }) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState<Shown | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [taken, setTaken] = useState<{ readonly name: string; readonly pass: number } | null>(null);
  const [busy, run] = useBusy();
  const off = disabled || busy;
  const read = (files: readonly File[]): void =>
    void run(async () => {
      const [file] = files;
      if (file === undefined || disabled || shown !== null) return;
      setTaken(null);
      setFailure(null);
      if (file.size > mostBytes) return setFailure({ code: 'tag-file-too-long', details: { most: 50_000 } });
      const contentBase64 = await toBase64(file);
      const name = file.name.slice(0, 200);
      const answer =
        contentBase64 === null
          ? fail('file-not-readable')
          : await callStation('counts.readFile', { countId: count.countId, name, contentBase64 });
      if (answer.ok) setShown({ name, preview: answer.value });
      else setFailure(answer.failure);
    });
  const over = useDropped(read);
  useKey(chooseKey, () => off || input.current?.click());
  return (
    <div className="card stack" data-take>
      <h2>{t('counts.file')}</h2>
      <div role="group" className={`count-drop ${over ? 'over' : ''}`} aria-label={t('counts.file.drop')}>
        <FileUp size={28} aria-hidden="true" />
        <span>{t('counts.file.drop')}</span>
      </div>
      <button type="button" className="button" disabled={off} onClick={() => input.current?.click()} data-choose-file>
        {t('counts.file.choose')} <span className="kbd">{chooseKey}</span>
      </button>
      <input
        ref={input}
        className="sr"
        type="file"
        accept=".csv,.txt,.tsv"
        aria-label={t('counts.file.choose')}
        tabIndex={-1}
        onChange={(event) => {
          read([...(event.target.files ?? [])]);
          // The same file may be chosen once more.
          event.target.value = '';
        }}
      />
      <FailureLine failure={failure} />
      {taken === null ? null : (
        <p className="strip good" role="status" data-taken={taken.pass}>
          <CircleCheck size={22} aria-hidden="true" />
          <span>{t('counts.file.taken', taken)}</span>
        </p>
      )}
      {shown === null ? null : (
        <PreviewDialog
          {...shown}
          nextPass={(count.passes.at(-1)?.pass ?? 0) + 1}
          onTaken={({ pass }) => {
            setTaken({ name: shown.name, pass });
            setShown(null);
          }}
          onClose={() => setShown(null)}
        />
      )}
    </div>
  );
};
