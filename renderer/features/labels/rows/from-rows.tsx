import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfTemplate } from '../../../../shared/features/labels/record-fields';
import { usualSource, type LabelRow, type LabelSource } from '../../../../shared/features/labels/rows';
import { valueAt } from '../../../../shared/labels/description/values';
import type { TemplateProps } from '../one-label';
import { Preview } from '../preview';
import { useLabelScans } from '../use-label-scans';
import { RowsHead } from './rows-head';
import { RowsPrint } from './rows-print';
import { RowsTable } from './rows-table';
import { pageOfRows, useRowChoice, useRows } from './use-rows';

/** The label of the row that is looked at, and what of it the station does not know. */
const Looked = ({ view, description, printerId, row }: TemplateProps & { row: LabelRow | null }) => {
  const { t } = useTranslation();
  const fields = useMemo(() => fieldsOfTemplate(description), [description]);
  if (row === null) return <p className="quiet">{t('labels.rows.none')}</p>;
  const unknown = fields.filter((field) => valueAt(row.record, field) === undefined);
  return (
    <div className="stack">
      <h2 className="anywhere">{row.title}</h2>
      <Preview key={row.key} description={view.description} record={row.record} printerId={printerId} />
      {unknown.length === 0 ? null : (
        <p className="quiet">{t('labels.rows.unknown', { fields: unknown.join(', ') })}</p>
      )}
    </div>
  );
};

const Rows = ({
  source,
  onSource,
  ...template
}: TemplateProps & { source: LabelSource; onSource: (source: LabelSource) => void }) => {
  const choice = useRowChoice(source);
  const [looked, setLooked] = useState<LabelRow | null>(null);
  const answer = useRows(choice.wish, choice.offset, pageOfRows);
  useLabelScans(source, choice.find);
  const { data, isFresh } = answer;
  const { awaited, pick, settle } = choice;
  // A scan picks its row only from the answer to that very scan.
  useEffect(() => {
    if (awaited === 0 || !isFresh || data === null) return;
    settle();
    const [only] = data.rows;
    if (data.total !== 1 || only === undefined) return;
    pick(only);
    setLooked(only);
  }, [awaited, isFresh, data, pick, settle]);
  const seen = data?.rows.find(({ key }) => key === looked?.key) ?? looked ?? data?.rows[0] ?? null;
  return (
    <div className="label-form label-form-rows">
      <section className="card stack">
        <RowsHead choice={choice} onSource={onSource} />
        <RowsTable
          description={template.description}
          answer={answer}
          choice={choice}
          looked={seen?.key ?? null}
          onLook={setLooked}
        />
      </section>
      <section className="card stack">
        <RowsPrint view={template.view} printerId={template.printerId} choice={choice} listed={answer} />
        <Looked {...template} row={seen} />
      </section>
    </div>
  );
};

/** Labels of what the station knows: its products, shelves, pallets and lots. */
export const FromRows = (template: TemplateProps) => {
  const [source, setSource] = useState<LabelSource>(usualSource(template.view.templateId));
  return <Rows key={source} {...template} source={source} onSource={setSource} />;
};
