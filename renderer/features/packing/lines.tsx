import { Check, Flame, GlassWater, ScanEye } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackLine, PackView } from '../../../shared/features/packing/view';
import { lineColour } from '../../ui/box-picture';
import { Pictogram } from '../../ui/pictogram';
import { TakeFrom } from '../../ui/take-from';

const isDone = (line: PackLine): boolean => line.takeOut === 0 && line.packed + line.short >= line.quantity;

/** The line that the eye should be on: what is awaited, else the first open one. */
export const currentLine = (pack: PackView): PackLine | null =>
  pack.lines.find((line) => line.sku === pack.awaiting?.sku && !isDone(line)) ??
  pack.lines.find((line) => !isDone(line)) ??
  null;

const Marks = ({ line, current }: { line: PackLine; current: boolean }) => {
  const { t } = useTranslation();
  const needs = [
    line.lotRequired ? t('pack.needsLot') : '',
    line.serialRequired ? t('pack.needsSerial') : '',
    line.expiryRequired ? t('pack.needsExpiry') : '',
  ].filter((each) => each !== '');
  return (
    <span className="marks">
      <span className="quiet">{line.sku}</span>
      {line.lot === null ? null : <span className="chip plain">{t('pack.lot', { lot: line.lot })}</span>}
      {needs.length === 0 ? null : <span className="chip plain">{needs.join(' · ')}</span>}
      {line.fragile ? (
        <span className="chip need">
          <GlassWater size={14} aria-hidden="true" /> {t('pack.fragile')}
        </span>
      ) : null}
      {line.hazmat ? (
        <span className="chip bad">
          <Flame size={14} aria-hidden="true" /> {t('pack.hazmat')}
        </span>
      ) : null}
      {line.weightCanSee ? null : (
        <span className="chip plain" title={t('pack.notSeen')}>
          <ScanEye size={14} aria-label={t('pack.notSeen')} />
        </span>
      )}
      {line.takeOut > 0 ? <span className="chip bad">{t('pack.takeOut', { count: line.takeOut })}</span> : null}
      {current || isDone(line) ? null : <TakeFrom takeFrom={line.takeFrom} missing={line.missing} />}
      {line.short > 0 ? <span className="chip need">{t('pack.short', { count: line.short })}</span> : null}
    </span>
  );
};

/** Drawn anew only when its own line changes: a scan changes one of many. */
const Row = memo(({ line, current, colour }: { line: PackLine; current: boolean; colour: string }) => {
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (current) element.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const done = isDone(line);
  return (
    <li
      ref={element}
      className={`line ${current ? 'current' : ''} ${done ? 'done' : ''}`}
      aria-current={current ? 'step' : undefined}
      data-sku={line.sku}
      data-packed={line.packed}
    >
      <Pictogram name={line.picture} size={current ? 72 : 40} label="" />
      <span className="line-text">
        <span className="line-name">{line.name}</span>
        <Marks line={line} current={current} />
        {current ? <TakeFrom takeFrom={line.takeFrom} missing={line.missing} withNext /> : null}
        {line.note === null ? null : <span className="need">{line.note}</span>}
      </span>
      <span className="line-count number">
        {line.inParcel > 0 ? <i className="line-colour" style={{ background: colour }} aria-hidden="true" /> : null}
        <strong>{line.packed}</strong>
        <span className="quiet"> / {line.quantity}</span>
      </span>
      <span className="line-check">{done ? <Check size={28} className="good" aria-hidden="true" /> : null}</span>
    </li>
  );
});

/** All lines of the order; open ones first in sight, the current one large. */
export const Lines = memo(({ pack }: { pack: PackView }) => {
  const { t } = useTranslation();
  const current = pack.step === 'items' ? currentLine(pack) : null;
  const lineIds = pack.lines.map((line) => line.lineId);
  return (
    <section className="card lines">
      <div className="spread lines-head">
        <span className="label">{t('pack.lines')}</span>
        <strong className="number">{t('pack.packedOf', { packed: pack.packed, units: pack.units })}</strong>
      </div>
      <ol className="scroll" tabIndex={0} aria-label={t('pack.lines')}>
        {pack.lines.map((line) => (
          <Row
            key={line.lineId}
            line={line}
            current={line.lineId === current?.lineId}
            colour={lineColour(lineIds, line.lineId)}
          />
        ))}
      </ol>
    </section>
  );
});
