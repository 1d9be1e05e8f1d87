import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CartonRecord } from '../../../shared/features/catalogue/records';
import { catalogueQueries } from '../../../shared/features/catalogue/queries';
import { sendCommand, useBusy, useQuery, useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';
import { BoxPicture } from '../../ui/box-picture';
import { Dialog } from '../../ui/dialog';
import { formatMoney, formatSmallWeight, formatWeight } from '../../ui/format';
import { Pictogram } from '../../ui/pictogram';

/** Below this many somebody should order new ones. */
const fewBoxes = 50;

const noPieces: readonly [] = [];

/** `B2` before `B10`. */
const byName = (a: CartonRecord, b: CartonRecord): number =>
  a.kind === b.kind ? a.name.localeCompare(b.name, undefined, { numeric: true }) : a.kind.localeCompare(b.kind);

const Stock = ({ stock }: { stock: number | null }) => {
  const { t } = useTranslation();
  if (stock === null) return <span className="quiet">{t('catalogue.notCounted')}</span>;
  if (stock === 0) return <span className="chip bad">{t('catalogue.outOfStock')}</span>;
  return (
    <span className="stock">
      {stock < fewBoxes ? <span className="chip need">{t('catalogue.few')}</span> : null} <strong>{stock}</strong>
    </span>
  );
};

const CountDialog = ({ carton, onClose }: { carton: CartonRecord; onClose: () => void }) => {
  const { t } = useTranslation();
  const [text, setText] = useState(String(carton.stock ?? ''));
  const [busy, run] = useBusy();
  const stock = /^\d{1,7}$/.test(text) ? Number(text) : null;
  const ready = stock !== null && !busy;
  return (
    <Dialog
      title={t('catalogue.countTitle', { name: carton.name })}
      onClose={onClose}
      onSubmit={() =>
        ready &&
        void run(() => sendCommand('catalogue.setCartonStock', { cartonId: carton.cartonId, stock })).then(
          (answer) => answer?.ok === true && onClose(),
        )
      }
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className="button primary" disabled={!ready}>
            {t('save')}
          </button>
        </>
      }
    >
      <p className="quiet">{t('catalogue.countText')}</p>
      <input
        className="input pin-dots number"
        aria-label={t('catalogue.stock')}
        inputMode="numeric"
        autoFocus
        value={text}
        onChange={(event) => setText(event.target.value.replaceAll(/\D/g, '').slice(0, 7))}
      />
    </Dialog>
  );
};

const BoxRow = ({ carton, onCount }: { carton: CartonRecord; onCount: (() => void) | null }) => {
  const { t } = useTranslation();
  const { units, language } = useStation();
  const tare = formatWeight(carton.tareMg, units);
  const most = formatWeight(carton.maxWeightMg, units);
  const inner = { lengthMm: carton.innerLengthMm, widthMm: carton.innerWidthMm, heightMm: carton.innerHeightMm };
  return (
    <tr data-carton={carton.cartonId}>
      <td className="box-cell">
        {carton.kind === 'mailer' ? (
          <Pictogram name="envelope" size={52} label="" />
        ) : (
          <BoxPicture inner={inner} pieces={noPieces} lineIds={noPieces} label={carton.name} restText={() => ''} />
        )}
      </td>
      <td>
        <strong>{carton.name}</strong>
        <br />
        <span className="quiet">{t(`catalogue.kind.${carton.kind}`)}</span>
      </td>
      <td className="number">
        {inner.lengthMm} × {inner.widthMm} × {inner.heightMm} mm
        <br />
        <span className="quiet">
          {carton.outerLengthMm} × {carton.outerWidthMm} × {carton.outerHeightMm} mm
        </span>
      </td>
      <td className="number">
        {tare.digits} {tare.unit}
        <br />
        <span className="quiet">± {formatSmallWeight(carton.tareSpreadMg, units)}</span>
      </td>
      <td className="number">
        {most.digits} {most.unit}
      </td>
      <td className="number">{formatMoney(carton.costMinor, carton.currency, language)}</td>
      <td className="number">{carton.barcode ?? '–'}</td>
      <td className="number">
        <Stock stock={carton.stock} />
      </td>
      {onCount === null ? null : (
        <td className="number">
          <button
            type="button"
            className="button"
            aria-label={`${t('catalogue.count')}: ${carton.name}`}
            onClick={onCount}
          >
            {t('catalogue.count')}
          </button>
        </td>
      )}
    </tr>
  );
};

/** Cartons and mailers; each closed parcel takes one from its stock. */
export const Boxes = () => {
  const { t } = useTranslation();
  const { session } = useStation();
  const { data } = useQuery('catalogue.cartons', {}, catalogueQueries['catalogue.cartons'].tables);
  const [counted, setCounted] = useState<CartonRecord | null>(null);
  const mayCount = roleAtLeast(session, 'supervisor');
  return (
    <section className="card list-scroll" tabIndex={0} aria-label={t('catalogue.cartons')}>
      <table className="list boxes">
        <thead>
          <tr>
            <th colSpan={2}>{t('name')}</th>
            <th className="number">{t('catalogue.insideOutside')}</th>
            <th className="number">{t('catalogue.tare')}</th>
            <th className="number">{t('catalogue.max')}</th>
            <th className="number">{t('catalogue.cost')}</th>
            <th className="number">{t('catalogue.barcode')}</th>
            <th className="number">{t('catalogue.stock')}</th>
            {mayCount ? <th aria-label={t('actions')} /> : null}
          </tr>
        </thead>
        <tbody>
          {[...(data ?? [])].sort(byName).map((carton) => (
            <BoxRow key={carton.cartonId} carton={carton} onCount={mayCount ? () => setCounted(carton) : null} />
          ))}
        </tbody>
      </table>
      {data?.length === 0 ? <p className="quiet">{t('none')}</p> : null}
      {counted === null ? null : <CountDialog carton={counted} onClose={() => setCounted(null)} />}
    </section>
  );
};
