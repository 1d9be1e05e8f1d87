import type { PrintedOf, TemplateView } from '../../shared/features/labels/queries';
import { parseDescription, type LabelDescription } from '../../shared/labels/description/description';
import { dpiOfPng } from '../../shared/labels/png';
import { fail, ok, type Result } from '../../shared/result';
import type { CallAnswer, CallInput } from '../../shared/station';
import type { RenderedOne, RenderWish } from '../labels/render-labels';
import type { Actor, Store } from '../store/types';
import { wantedLabel, type LabelTarget } from './label-batches';
import { sendOnce } from './send-once';

export interface LabelReprintParts {
  readonly store: Store;
  readonly actor: () => Actor;
  readonly render: (
    description: LabelDescription,
    wish: Omit<RenderWish, 'words' | 'year' | 'copy'>,
    copy: number,
  ) => Promise<Result<readonly RenderedOne[]>>;
  readonly targetOf: (printerId: string) => Result<LabelTarget>;
}

interface Copy {
  readonly bytes: string;
  readonly picture: string;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/**
 * A copy of a label, laid out anew for the printer that prints it: its language, its resolution, and a mark that it is a
 * copy. It says what the first print said, serial numbers and all; a tag is never written twice.
 */
export const createLabelReprint = ({ store, actor, render, targetOf }: LabelReprintParts) => {
  const printedOf = async (jobId: string): Promise<Result<PrintedOf>> => {
    const answer = await store.query('labels.printedOf', { jobId }, actor());
    if (!answer.ok) return answer;
    const printed = answer.value as PrintedOf | null;
    return printed === null ? fail('job-unknown') : ok(printed);
  };

  const descriptionOf = async ({ templateId, version }: PrintedOf): Promise<Result<LabelDescription>> => {
    if (templateId === null) return fail('reprint-not-kept');
    const answer = await store.query('labels.template', { templateId, version }, actor());
    if (!answer.ok) return answer;
    const view = answer.value as TemplateView | null;
    return view === null ? fail('template-unknown') : parseDescription(view.description);
  };

  const layOut = async (printed: PrintedOf, { dpi, language }: LabelTarget): Promise<Result<Copy>> => {
    const description = await descriptionOf(printed);
    if (!description.ok) return description;
    // Two labels must never bear the same EPC.
    if (description.value.rfid !== undefined) return fail('reprint-rfid');
    if (printed.label === null) return fail('reprint-not-kept');
    const { record } = wantedLabel.parse(JSON.parse(printed.label));
    const rendered = await render(description.value, { records: [record], dpi, language }, printed.copy);
    if (!rendered.ok) return rendered;
    const [one] = rendered.value;
    const bad = one?.warnings.find(({ severity }) => severity === 'refuse');
    if (one !== undefined && bad === undefined) return ok({ bytes: base64(one.bytes), picture: base64(one.png) });
    return bad?.code === 'reprint-no-room'
      ? fail('reprint-no-room')
      : fail('label-refused', { row: 1, why: bad?.code ?? '' });
  };

  /** Somebody else's document can't be marked, nor laid out anew: it is sent as it was, to a printer of its own kind. */
  const copyOf = async (printed: PrintedOf, target: LabelTarget): Promise<Result<Copy>> => {
    const { document } = printed;
    if (document === null) return layOut(printed, target);
    const { language, bytes, picture } = document;
    const dpi = dpiOfPng(Buffer.from(picture, 'base64'));
    return language === target.language && (dpi === null || dpi === target.dpi)
      ? ok({ bytes, picture })
      : fail('reprint-other-printer');
  };

  return async ({
    intent,
    jobId,
    printerId,
    reason,
  }: CallInput<'labels.reprint'>): Promise<Result<CallAnswer<'labels.reprint'>>> => {
    const who = actor();
    const target = targetOf(printerId);
    if (!target.ok) return target;
    const printed = await printedOf(jobId);
    if (!printed.ok) return printed;
    const { of, copy } = printed.value;
    const made = await copyOf(printed.value, target.value);
    if (!made.ok) return made;
    const { language } = target.value;
    const input = { of, copy, printerId, language, ...made.value, reason };
    const envelope = { id: intent, name: 'labels.reprint', input, actor: who, origin: 'trusted' as const };
    const asked = await sendOnce(store, envelope);
    return asked.ok ? ok({ jobId: (asked.value as { readonly jobId: string }).jobId, copy }) : asked;
  };
};
