import { useTranslation } from 'react-i18next';
import { catalogueQueries } from '../../../../shared/features/catalogue/queries';
import { packingQueries } from '../../../../shared/features/packing/queries';
import type { CartonChoice } from '../../../../shared/features/packing/view';
import { sendCommand, useQuery } from '../../../station/client';
import { Choices } from '../../../ui/choices';
import { Dialog } from '../../../ui/dialog';
import { useSubmit, type PackDialogProps } from './parts';

const Carton = ({ carton }: { carton: CartonChoice }) => {
  const { t } = useTranslation();
  const { lengthMm, widthMm, heightMm } = carton.inner;
  return (
    <>
      <span className="spread">
        {carton.name}
        {carton.suggested ? (
          <span className="chip good">{t('dialog.suggested')}</span>
        ) : carton.fits ? null : (
          <span className="chip need">{t('dialog.tooSmall')}</span>
        )}
      </span>
      <span className="quiet number box-size">
        {lengthMm} × {widthMm} × {heightMm} mm
      </span>
      <span className="fill">
        <span className="fill-track">
          <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect width={Math.min(100, carton.fillPercent)} height="6" />
          </svg>
        </span>
        <span className="number">{carton.fillPercent} %</span>
      </span>
    </>
  );
};

export const BoxDialog = ({ pack, onClose }: PackDialogProps) => {
  const { t } = useTranslation();
  const parcelId = pack.parcel?.parcelId ?? '';
  const { data } = useQuery('packing.cartons', { parcelId }, packingQueries['packing.cartons'].tables);
  const [busy, submit] = useSubmit(onClose);
  return (
    <Dialog title={t('dialog.box')} onClose={onClose}>
      <Choices
        label={t('dialog.box')}
        choices={(data ?? []).map((carton) => ({
          key: carton.cartonId,
          disabled: busy,
          content: <Carton carton={carton} />,
        }))}
        chosen={pack.parcel?.carton?.cartonId ?? null}
        onChoose={(cartonId) => submit(() => sendCommand('packing.chooseCarton', { parcelId, cartonId }))}
      />
    </Dialog>
  );
};

export const FillerDialog = ({ pack, onClose }: PackDialogProps) => {
  const { t } = useTranslation();
  const parcelId = pack.parcel?.parcelId ?? '';
  const { data } = useQuery('catalogue.dunnage', {}, catalogueQueries['catalogue.dunnage'].tables);
  const chosen = (id: string): number => pack.parcel?.dunnage.find((each) => each.dunnageId === id)?.quantity ?? 0;
  const set = (dunnageId: string, quantity: number): void =>
    void sendCommand('packing.setDunnage', { parcelId, dunnageId, quantity });
  return (
    <Dialog
      title={t('dialog.filler')}
      onClose={onClose}
      onSubmit={onClose}
      footer={
        <button type="submit" className="button primary">
          {t('ok')}
        </button>
      }
    >
      <div className="stack">
        {(data ?? []).map((filler) => (
          <div key={filler.dunnageId} className="spread filler">
            <span>
              <strong>{filler.name}</strong> <span className="quiet">{filler.unitLabel}</span>
            </span>
            <span className="row">
              <button
                type="button"
                className="button"
                aria-label={`− ${filler.name}`}
                disabled={chosen(filler.dunnageId) === 0}
                onClick={() => set(filler.dunnageId, chosen(filler.dunnageId) - 1)}
              >
                −
              </button>
              <strong className="number filler-count">{chosen(filler.dunnageId)}</strong>
              <button
                type="button"
                className="button"
                aria-label={`+ ${filler.name}`}
                onClick={() => set(filler.dunnageId, chosen(filler.dunnageId) + 1)}
                data-focus
              >
                +
              </button>
            </span>
          </div>
        ))}
      </div>
    </Dialog>
  );
};
