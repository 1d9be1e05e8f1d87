import { ArrowRight, Circle, CircleAlert, CircleCheck, CircleX, Printer, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TestVerdict } from '../../../shared/barcode/test-card';
import type { DeviceStatus } from '../../../shared/devices';
import type { Result } from '../../../shared/result';
import type { ScannerTestView, TestCodePicture } from '../../../shared/scanner-test';
import { callStation, useBusy, useScannerTest } from '../../station/client';
import { playFeedback } from '../../station/sounds';
import { MadeFile } from '../../ui/made-file';
import './scanner-test.css';

type Verdict = TestVerdict | null;

const isPassed = (verdict: Verdict): boolean => verdict?.kind === 'passed';

/** What was found and what to do about it, in words. */
const useVerdictText = () => {
  const { t } = useTranslation();
  return (verdict: TestVerdict): { readonly what: string; readonly remedy: string } => {
    const layouts =
      verdict.kind === 'layout'
        ? { scanner: t(`keyboard.${verdict.scanner}`), computer: t(`keyboard.${verdict.computer}`) }
        : {};
    const values = { ...verdict, ...layouts };
    return {
      what: t(`scannerTest.found.${verdict.kind}`, values),
      remedy: t(`scannerTest.do.${verdict.kind}`, values),
    };
  };
};

const VerdictIcon = ({ verdict, isNow }: { verdict: Verdict; isNow: boolean }) => {
  if (isPassed(verdict)) return <CircleCheck className="good" size={20} aria-hidden="true" />;
  if (verdict !== null) return <CircleX className="bad" size={20} aria-hidden="true" />;
  const Icon = isNow ? CircleAlert : Circle;
  return <Icon className={isNow ? 'need' : 'quiet'} size={20} aria-hidden="true" />;
};

const Steps = ({ view, codes }: { view: ScannerTestView; codes: readonly TestCodePicture[] }) => {
  const { t } = useTranslation();
  const text = useVerdictText();
  return (
    <ol className="test-steps">
      {codes.map(({ id }, index) => {
        const verdict = view.verdicts[index] ?? null;
        const isNow = index === view.at;
        const word = verdict === null ? t(isNow ? 'scannerTest.now' : 'scannerTest.open') : text(verdict).what;
        return (
          <li key={id} aria-current={isNow ? 'step' : undefined} data-test-code={id} data-verdict={verdict?.kind ?? ''}>
            <VerdictIcon verdict={verdict} isNow={isNow} />
            <span>
              <strong>
                {index + 1} {t(`scannerTest.code.${id}`)}
              </strong>
              <span className="quiet">{word}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
};

const Fault = ({ verdict }: { verdict: Verdict }) => {
  const text = useVerdictText();
  if (verdict === null || isPassed(verdict)) return null;
  const { what, remedy } = text(verdict);
  return (
    <p className="strip bad" role="status" data-test-fault={verdict.kind}>
      <span>
        <strong>{what}.</strong> {remedy}
      </span>
    </p>
  );
};

/** All codes were scanned or gone by: is this scanner good? */
const Outcome = ({ verdicts }: { verdicts: readonly Verdict[] }) => {
  const { t } = useTranslation();
  const passed = verdicts.filter(isPassed).length;
  const open = verdicts.filter((verdict) => verdict === null).length;
  const faults = verdicts.length - passed - open;
  const outcome = faults > 0 ? 'faults' : open > 0 ? 'open' : 'passed';
  const tone = { faults: 'bad', open: 'need', passed: 'good' }[outcome];
  const withoutAim = verdicts.some((verdict) => verdict?.kind === 'passed' && !verdict.aim);
  return (
    <>
      <p className={`strip ${tone}`} role="status" data-test-outcome={outcome}>
        <span>{t(`scannerTest.outcome.${outcome}`, { passed, open, faults, all: verdicts.length })}</span>
      </p>
      {withoutAim ? <p className="strip need">{t('scannerTest.noAim')}</p> : null}
      {verdicts.map((verdict, index) => (
        // The place on the card is what a verdict is of.
        <Fault key={index} verdict={verdict} />
      ))}
    </>
  );
};

const Current = ({ code, number, verdict }: { code: TestCodePicture; number: number; verdict: Verdict }) => {
  const { t } = useTranslation();
  const name = t(`scannerTest.code.${code.id}`);
  return (
    <>
      <div className="spread">
        <p className="test-wanted">{t('scannerTest.scan', { number, name })}</p>
        <button type="button" className="button" onClick={() => void callStation('scannerTest.skip', {})}>
          <ArrowRight size={18} aria-hidden="true" /> {t('scannerTest.skip')}
        </button>
      </div>
      <div className="test-symbol">
        <img src={`data:image/svg+xml;base64,${btoa(code.svg)}`} alt={name} />
      </div>
      <Fault verdict={verdict} />
    </>
  );
};

interface Running {
  readonly codes: readonly TestCodePicture[];
  readonly view: ScannerTestView | null;
}

/** Begins with the screen and ends with it; the station ends it by itself when nobody scans. */
const useRunningTest = (deviceId: string, onEnded: () => void): Running => {
  const [codes, setCodes] = useState<readonly TestCodePicture[]>([]);
  const view = useScannerTest();
  const ran = useRef(false);
  const ended = useRef(onEnded);
  useEffect(() => {
    ended.current = onEnded;
  });
  useEffect(() => {
    void callStation('scannerTest.begin', { deviceId }).then((answer) =>
      answer.ok ? setCodes(answer.value) : ended.current(),
    );
    return () => void callStation('scannerTest.end', {});
  }, [deviceId]);
  useEffect(() => {
    if (view !== null) ran.current = true;
    else if (ran.current && codes.length > 0) ended.current();
  }, [view, codes]);
  return { codes, view };
};

/** A scan that was judged is heard at once: eyes are on the scanner. */
const useVerdictSound = (verdicts: readonly Verdict[]): void => {
  const before = useRef<readonly Verdict[]>([]);
  useEffect(() => {
    const changed = verdicts.find((verdict, index) => verdict !== null && verdict !== before.current[index]);
    before.current = verdicts;
    if (changed !== undefined)
      playFeedback({ code: 'scanner-test', tone: changed?.kind === 'passed' ? 'good' : 'bad' });
  }, [verdicts]);
};

const nothing: readonly Verdict[] = [];

/** Checks one scanner in a minute, code by code, from the screen or from the printed card. */
export const ScannerTest = ({ device, onClose }: { device: DeviceStatus; onClose: () => void }) => {
  const { t } = useTranslation();
  const { codes, view } = useRunningTest(device.id, onClose);
  const [made, setMade] = useState<Result<{ readonly file: string }> | null>(null);
  const [busy, run] = useBusy();
  useVerdictSound(view?.verdicts ?? nothing);
  const code = view?.at === null || view === null ? undefined : codes[view.at];
  return (
    <section className="card stack" data-scanner-test={device.id}>
      <div className="spread">
        <h2>{t('scannerTest.title', { name: device.name })}</h2>
        <div className="row">
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void run(() => callStation('sheet.testCard', {})).then(setMade)}
          >
            <Printer size={18} aria-hidden="true" /> {t('scannerTest.card')}
          </button>
          <button type="button" className="button" onClick={onClose}>
            <X size={18} aria-hidden="true" /> {t('scannerTest.end')}
          </button>
        </div>
      </div>
      <MadeFile made={made} />
      {view === null || codes.length === 0 ? null : (
        <div className="scanner-test">
          <div className="stack">
            {code === undefined ? (
              <Outcome verdicts={view.verdicts} />
            ) : (
              <>
                <Current code={code} number={(view.at ?? 0) + 1} verdict={view.verdicts[view.at ?? 0] ?? null} />
                <p className="quiet">{t('scannerTest.hint')}</p>
              </>
            )}
          </div>
          <Steps view={view} codes={codes} />
        </div>
      )}
    </section>
  );
};
