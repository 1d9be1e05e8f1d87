import { Play, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReaderRefusal } from '../../../shared/tag-list';
import { callStation, useBusy, useStation } from '../../station/client';
import { usePress } from '../../station/press';
import { roleAtLeast } from '../../station/role';
import { playFeedback } from '../../station/sounds';
import { useFailureText } from '../../ui/failure';
import { formatWhole } from '../../ui/format';
import { useReaderFailure } from './reader-failure';
import { ReaderCard } from './readers';
import { SettingsDialog } from './settings-dialog';
import type { TagHead } from './tag-store';

/** A short click when tags came that were not there before; at most as often as the list is told. */
const useTick = (on: boolean, unique: number): void => {
  const before = useRef(unique);
  useEffect(() => {
    if (on && unique > before.current) playFeedback({ code: 'tag-new', tone: 'good' });
    before.current = unique;
  }, [on, unique]);
};

const startKey = 'F2';

const useStartKey = (press: () => void): void => {
  const latest = useRef(press);
  useEffect(() => {
    latest.current = press;
  });
  useEffect(() => {
    const onDown = (event: KeyboardEvent): void => {
      if (event.key !== startKey || event.repeat || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', onDown);
    return () => window.removeEventListener('keydown', onDown);
  }, []);
};

const Refusals = ({ refusals }: { refusals: readonly ReaderRefusal[] }) => {
  const { t } = useTranslation();
  const { devices } = useStation();
  const text = useFailureText();
  const explain = useReaderFailure();
  return refusals.map(({ deviceId, failure }) => {
    const reader = devices.find(({ id }) => id === deviceId)?.name ?? deviceId;
    return (
      <p key={deviceId} className="strip bad" role="alert" data-refused={failure.code}>
        {t('rfid.refused', { reader, ...text(explain(failure)) })}
      </p>
    );
  });
};

/** How many tags there are, which readers read, and the one button that starts and stops them. */
export const Reading = ({ head }: { head: TagHead }) => {
  const { t } = useTranslation();
  const { devices, language, session } = useStation();
  const [setting, setSetting] = useState<string | null>(null);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [refusals, setRefusals] = useState<readonly ReaderRefusal[]>([]);
  const [ticking, setTicking] = useState(false);
  const [busy, run] = useBusy();
  useTick(ticking, head.unique);
  const readers = devices.filter(({ kind }) => kind === 'rfid');
  const lineOf = (id: string) => head.readers.find(({ view }) => view.deviceId === id) ?? null;
  const set = setting === null ? null : lineOf(setting);
  const chosen = readers.filter(({ id }) => !left.includes(id)).map(({ id }) => id);
  const reading = head.readers.filter(({ view }) => view.wanted !== null).map(({ view }) => view.deviceId);
  const choose = (id: string): void =>
    setLeft((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id]));
  const act = (name: 'rfid.start' | 'rfid.stop', deviceIds: readonly string[]): void =>
    void run(async () => {
      if (deviceIds.length === 0) return;
      setRefusals([]);
      const answer = await callStation(name, { deviceIds: [...deviceIds] });
      if (answer.ok) setRefusals(answer.value);
    });
  const press = (): void => (reading.length > 0 ? act('rfid.stop', reading) : act('rfid.start', chosen));
  useStartKey(press);
  usePress(({ key, number }) => {
    const reader = readers[number - 1];
    if (key === 'choose' && reader !== undefined) choose(reader.id);
    else if (key === 'yes' && reading.length === 0) press();
    else if (key === 'no' && reading.length > 0) press();
    else return false;
    return true;
  });
  const rate = head.readers.reduce((sum, line) => sum + line.rate, 0);
  return (
    <section className="rfid-side stack" aria-label={t('rfid.readers')}>
      <div className="card stack tight">
        <p className="rfid-count" data-unique={head.unique}>
          <span className="rfid-figure number">{formatWhole(head.unique, language)}</span>{' '}
          <span className="quiet">{t('rfid.count', { count: head.unique })}</span>
        </p>
        <p className="quiet number" data-reads={head.reads}>
          {t('rfid.totals', { reads: formatWhole(head.reads, language), rate: formatWhole(rate, language) })}
        </p>
      </div>
      <button
        type="button"
        className={`button large wide ${reading.length > 0 ? 'danger' : 'primary'}`}
        disabled={busy || (reading.length === 0 && chosen.length === 0)}
        onClick={press}
        data-start={reading.length > 0 ? 'stop' : 'start'}
      >
        {reading.length > 0 ? <Square size={22} aria-hidden="true" /> : <Play size={22} aria-hidden="true" />}
        {t(reading.length > 0 ? 'rfid.stop' : 'rfid.start')} <span className="kbd">{startKey}</span>
      </button>
      {reading.length === 0 && chosen.length === 0 ? <p className="quiet">{t('rfid.chooseReader')}</p> : null}
      <Refusals refusals={refusals} />
      <div className="choices wide">
        {readers.map((device, index) => (
          <ReaderCard
            key={device.id}
            onSettings={roleAtLeast(session, 'supervisor') ? () => setSetting(device.id) : null}
            device={device}
            line={lineOf(device.id)}
            number={index + 1}
            chosen={!left.includes(device.id)}
            onChoose={() => choose(device.id)}
          />
        ))}
      </div>
      {set === null ? null : (
        <SettingsDialog
          view={set.view}
          name={devices.find(({ id }) => id === setting)?.name ?? ''}
          onClose={() => setSetting(null)}
        />
      )}
      <label className="check">
        <input type="checkbox" checked={ticking} onChange={(event) => setTicking(event.target.checked)} />
        <span>{t('rfid.tick')}</span>
      </label>
    </section>
  );
};
