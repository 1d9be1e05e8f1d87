import { Printer } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOfTemplate, withField } from '../../../shared/features/labels/record-fields';
import type { TemplateView } from '../../../shared/features/labels/queries';
import type { LabelDescription } from '../../../shared/labels/description/description';
import { textOf, valueAt, type LabelRecord } from '../../../shared/labels/description/values';
import type { LabelWarning } from '../../../shared/labels/page/warnings';
import type { Failure } from '../../../shared/result';
import { callStation, useBusy } from '../../station/client';
import { FailureLine } from '../../ui/failure';
import { Preview } from './preview';

export interface TemplateProps {
  readonly view: TemplateView;
  readonly description: LabelDescription;
  readonly printerId: string;
}

/** One label, its fields filled in by hand; begins with the template's first sample, so that nobody faces a blank. */
export const OneLabel = ({ view, description, printerId }: TemplateProps) => {
  const { t } = useTranslation();
  const fields = useMemo(() => fieldsOfTemplate(description), [description]);
  const [sample] = useState<LabelRecord>(description.samples[0]?.record ?? {});
  const [record, setRecord] = useState(sample);
  const [copies, setCopies] = useState('1');
  const [refused, setRefused] = useState(false);
  const [told, setTold] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const onWarnings = useCallback(
    (warnings: readonly LabelWarning[]) => setRefused(warnings.some(({ severity }) => severity === 'refuse')),
    [],
  );
  const print = () =>
    run(async () => {
      setTold(null);
      const answer = await callStation('labels.print', {
        templateId: view.templateId,
        printerId,
        title: view.name,
        record,
        copies: Number(copies),
      });
      setFailure(answer.ok ? null : answer.failure);
      setTold(answer.ok ? answer.value.made : null);
    });
  const amount = Number(copies);
  const ready = view.approved !== null && !refused && Number.isInteger(amount) && amount >= 1 && amount <= 1000;
  return (
    <form
      className="label-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) void print();
      }}
    >
      <section className="card stack">
        {record === sample ? <p className="quiet">{t('labels.sample')}</p> : null}
        {fields.map((field) => (
          <label key={field} className="field">
            <span>{field}</span>
            <input
              className="input"
              data-field={field}
              value={textOf(valueAt(record, field))}
              maxLength={2000}
              onChange={(event) => setRecord(withField(record, field, event.target.value))}
            />
          </label>
        ))}
        <div className="row label-copies">
          <label className="field">
            <span>{t('labels.copies')}</span>
            <input
              className="input compact number"
              inputMode="numeric"
              data-copies
              value={copies}
              maxLength={4}
              onChange={(event) => setCopies(event.target.value.replaceAll(/\D/g, ''))}
            />
          </label>
          <button type="submit" className="button primary large" disabled={!ready || busy} data-print>
            <Printer size={22} aria-hidden="true" />
            {t('labels.print')}
          </button>
        </div>
        <FailureLine failure={failure} />
        {told === null ? null : (
          <p className="strip good" role="status">
            {t('labels.asked', { count: told })}
          </p>
        )}
      </section>
      <section className="card">
        <Preview description={view.description} record={record} printerId={printerId} onWarnings={onWarnings} />
      </section>
    </form>
  );
};
