import { ArrowRight, CircleCheck, CircleHelp, MapPin, PackageOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StockKitView } from '../../../shared/features/stock/kit-view';
import { ok } from '../../../shared/result';
import { callStation, useStation } from '../../station/client';
import { usePress } from '../../station/press';
import { Confirm } from '../../ui/confirm';
import { formatWhole } from '../../ui/format';
import { FeedbackBanner } from '../packing/feedback-banner';
import { HandledItem, Waiting } from './move-steps';
import { Step, Typed } from './move-work';
import { ItemCell } from './parts';

const Parts = ({ view }: { view: StockKitView }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  if (view.parts.length === 0) return null;
  return (
    <section className="card" aria-label={t('stock.kit.parts')}>
      <table className="list">
        <thead>
          <tr>
            <th>{t('stock.kit.part')}</th>
            <th>{t('stock.traits')}</th>
            <th className="number">{t('stock.kit.needed')}</th>
          </tr>
        </thead>
        <tbody>
          {view.parts.map((part) => (
            <tr key={part.sku} data-part={part.sku} data-scanned={part.scanned}>
              <td>
                <ItemCell {...part} />
              </td>
              <td>
                {part.scanned === 0 ? (
                  <span className="quiet">{t('stock.kit.fromBin')}</span>
                ) : (
                  <span className="anywhere">
                    <CircleCheck size={16} className="good" aria-hidden="true" />{' '}
                    {part.named.length === 0
                      ? t('stock.kit.scanned', { count: part.scanned })
                      : [...new Set(part.named)].join(', ')}
                  </span>
                )}
              </td>
              <td className="number">
                <strong>{formatWhole(part.needed, language)}</strong>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

const Question = ({ view }: { view: StockKitView }) => {
  const { t } = useTranslation();
  const { question } = view;
  if (question === null) return null;
  const { name, book, needed } = question;
  return (
    <Confirm
      title={t('stock.move.really', { count: needed })}
      text={t('stock.move.reallyText', { book, count: needed, name })}
      word={t('stock.move.reallyYes', { count: needed })}
      tone="primary"
      onClose={() => void callStation('stock.setMoveQuantity', { quantity: view.quantity })}
      onYes={async () => {
        await callStation('stock.confirmMove', {});
        return ok(null);
      }}
    />
  );
};

/** Kits by scans alone: the bin with the parts, the kit, whatever lot or serial number is asked for, the bin they go to. */
export const KitWork = ({ view }: { view: StockKitView }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const { from, kit, quantity, next, askedOf, last } = view;
  usePress(({ key }) => {
    if (key !== 'no' || kit !== null) return false;
    void callStation('stock.endMove', {});
    return true;
  });
  const asked = next === 'lot' || next === 'serial' || next === 'expiry';
  const prompt = asked ? `${t(`stock.move.next.${next}`)}: ${askedOf ?? ''}` : t(`stock.kit.next.${next}`);
  return (
    <div className="move-work" data-kit={kit?.sku ?? ''} data-next={next}>
      <FeedbackBanner next={prompt} fresh />
      <div className="move-steps">
        <Step name="from" active={next === 'from'} label={t('stock.move.from')}>
          {from === null ? (
            <Waiting text={t('stock.kit.scanBin')} />
          ) : (
            <p className="move-big number" data-from={from}>
              <MapPin aria-hidden="true" /> {from}
            </p>
          )}
        </Step>
        <ArrowRight className="quiet" aria-hidden="true" />
        <Step name="item" active={next === 'kit' || asked} label={t('stock.kit')}>
          {kit === null ? <Waiting text={t('stock.kit.scanKit')} /> : <HandledItem item={kit} quantity={quantity} />}
          {asked ? (
            <p className="need" data-asked={next}>
              <CircleHelp size={20} aria-hidden="true" /> {prompt}
            </p>
          ) : null}
        </Step>
        <ArrowRight className="quiet" aria-hidden="true" />
        <Step name="to" active={next === 'to'} label={t('stock.move.to')}>
          {next === 'to' ? (
            <p className="move-wait">
              <PackageOpen aria-hidden="true" /> {t('stock.kit.scanTo')}
            </p>
          ) : (
            <Waiting text="–" />
          )}
        </Step>
      </div>
      <Parts view={view} />
      {last === null ? null : (
        <p className="strip good move-last" data-last={last.to}>
          <CircleCheck aria-hidden="true" />
          {t('stock.kit.done', { ...last, quantity: formatWhole(last.quantity, language) })}
        </p>
      )}
      <Typed />
      <Question view={view} />
    </div>
  );
};
