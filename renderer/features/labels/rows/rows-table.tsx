import { useTranslation } from 'react-i18next';
import { lackingFields, type LabelRow } from '../../../../shared/features/labels/rows';
import type { LabelDescription } from '../../../../shared/labels/description/description';
import { useStation } from '../../../station/client';
import { FailureLine } from '../../../ui/failure';
import { formatWhole } from '../../../ui/format';
import { Pages } from '../../../ui/pages';
import { pageOfRows, type RowChoice, type RowsAnswer } from './use-rows';

const Row = ({
  row,
  lacking,
  isPicked,
  isLooked,
  onPick,
  onLook,
}: {
  row: LabelRow;
  lacking: readonly string[];
  isPicked: boolean;
  isLooked: boolean;
  onPick: () => void;
  onLook: () => void;
}) => {
  const { t } = useTranslation();
  const { language } = useStation();
  return (
    <tr className="pick" aria-selected={isLooked} onClick={onLook} data-row={row.key} data-picked={isPicked}>
      <td className="label-tick">
        <label>
          <input
            type="checkbox"
            aria-label={t('labels.rows.pick', { name: row.title })}
            checked={isPicked}
            disabled={lacking.length > 0 && !isPicked}
            onChange={onPick}
          />
        </label>
      </td>
      <td>
        <button type="button" className="link" onClick={onLook}>
          {row.title}
        </button>
        <div className="quiet anywhere">{row.detail}</div>
        {lacking.length === 0 ? null : (
          <span className="chip need">{t('labels.lacking', { field: lacking.join(', ') })}</span>
        )}
      </td>
      <td className="number">{row.quantity === null ? '' : formatWhole(row.quantity, language)}</td>
    </tr>
  );
};

/** Rows to tick, fifty at a time; one of them is looked at beside. */
export const RowsTable = ({
  description,
  answer: { data, failure },
  choice,
  looked,
  onLook,
}: {
  description: LabelDescription;
  answer: RowsAnswer;
  choice: RowChoice;
  looked: string | null;
  onLook: (row: LabelRow) => void;
}) => {
  const { t } = useTranslation();
  if (data === null)
    return failure === null ? <p className="quiet">{t('loading')}</p> : <FailureLine failure={failure} />;
  return (
    <>
      <FailureLine failure={failure} />
      <div className="label-rows" tabIndex={0} role="region" aria-label={t(`labels.source.${choice.wish.source}`)}>
        <table className="list">
          <thead>
            <tr>
              <th className="label-tick">
                <span className="sr">{t('labels.rows.picked')}</span>
              </th>
              <th>{t(`labels.rows.name.${choice.wish.source}`)}</th>
              <th className="number">
                {data.rows.some(({ quantity }) => quantity !== null) ? t('labels.rows.onHand') : ''}
              </th>
            </tr>
          </thead>
          <tbody>
            {data.rows.map((row) => (
              <Row
                key={row.key}
                row={row}
                lacking={lackingFields(description, row.record)}
                isPicked={choice.picked.includes(row.key)}
                isLooked={row.key === looked}
                onPick={() => choice.toggle(row.key)}
                onLook={() => onLook(row)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <Pages total={data.total} offset={choice.offset} size={pageOfRows} onOffset={choice.setOffset} />
    </>
  );
};
