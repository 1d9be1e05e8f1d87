import { randomUUID } from 'node:crypto';
import { buildSscc } from '../../shared/barcode/sscc';
import type { JournalEntry, JournalEvent } from '../../electron/journal/format';
import type { Seals } from '../../electron/journal/seals';
import { settings, shipToOf } from './world';

/** The entries that one packed order left in the record, and the event that brought the order. */
export interface Template {
  readonly number: string;
  readonly imported: JournalEvent;
  readonly entries: readonly JournalEntry[];
}

type Names = ReadonlyMap<string, string>;

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** The same value with other names in it. */
export const rename = (value: unknown, names: Names): unknown => {
  if (typeof value === 'string') return names.get(value) ?? value;
  if (Array.isArray(value)) return value.map((each) => rename(each, names));
  if (typeof value !== 'object' || value === null) return value;
  const renamed: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) renamed[key] = rename(each, names);
  return renamed;
};

/** Every text in a value. */
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
};

/** Takes the recorded entries apart: one template for each packed order. */
export const templatesOf = (entries: readonly JournalEntry[]): Template[] => {
  const imported = entries.flatMap((entry) => entry.events).filter((event) => event.type === 'v1.orders.imported');
  return imported.flatMap((event) => {
    const { orderId, number } = event.data as { orderId: string; number: string };
    const first = entries.findIndex((entry) => entry.events.some((each) => each.data['packId'] === orderId));
    if (first === -1) return [];
    const last = entries.findIndex((entry, index) => index > first && entry.events.at(0)?.type === 'v1.export.written');
    return last === -1 ? [] : [{ number, imported: event, entries: entries.slice(first, last + 1) }];
  });
};

const numberOfParcel = (copy: number): string => `PBENCH1-${String(copy).padStart(6, '0')}`;

const ssccOf = (copy: number): string => {
  const { gs1CompanyPrefix, ssccRange } = settings;
  const built = buildSscc({
    extensionDigit: ssccRange?.extension ?? 0,
    companyPrefix: gs1CompanyPrefix ?? '',
    serial: copy,
  });
  if (!built.ok) throw new Error(built.failure.code);
  return built.value;
};

interface LabelMade {
  readonly labelId: string;
  readonly sscc: string;
  readonly ssccSerial: number;
}

const labelMadeIn = (template: Template): LabelMade => {
  const made = template.entries.flatMap((entry) => entry.events).find((event) => event.type === 'v1.packing.labelMade');
  if (made === undefined) throw new Error('a template without a label');
  return made.data as unknown as LabelMade;
};

/** What never changes between the copies of one template. */
const plan = (template: Template) => {
  const texts = [...new Set(textsIn(template.entries.map(({ events, answer }) => [events, answer])))];
  const uuids = texts.filter((text) => uuidForm.test(text));
  const composed = texts.filter((text) => !uuidForm.test(text) && uuids.some((uuid) => text.includes(uuid)));
  return { template, uuids, composed, label: labelMadeIn(template) };
};
export type CopyPlan = ReturnType<typeof plan>;
export const planCopies = (templates: readonly Template[]): CopyPlan[] => templates.map(plan);

/** Other ids, numbers and codes for the next copy of an order; `copy` counts parcels of the whole record. */
const namesFor = (
  { template, uuids, composed, label }: CopyPlan,
  number: string,
  copy: number,
): Map<string, string> => {
  const names = new Map<string, string>([
    [template.number, number],
    [`order-${template.number}`, `order-${number}`],
    [`${template.number} / 1`, `${number} / 1`],
    [label.labelId, numberOfParcel(copy)],
    [label.sscc, ssccOf(copy)],
  ]);
  for (const uuid of uuids) names.set(uuid, randomUUID());
  for (const text of composed) {
    const uuid = uuids.find((each) => text.includes(each)) ?? '';
    names.set(text, text.replace(uuid, names.get(uuid) ?? '').replace(template.number, number));
  }
  return names;
};

export interface OrderCopy {
  readonly imported: JournalEvent;
  readonly entries: readonly JournalEntry[];
  readonly events: number;
}

/** One more order like the template's, its address sealed under a key of its own. */
export const copyOrder = (made: CopyPlan, seals: Seals, number: string, copy: number): OrderCopy => {
  const { template } = made;
  const names = namesFor(made, number, copy);
  const subject = `order:order-${number}`;
  const { content } = template.imported.data as { content: { shipToSealed: string } };
  names.set(content.shipToSealed, seals.seal(subject, JSON.stringify(shipToOf(number))));
  names.set(`order:order-${template.number}`, subject);
  const again = (event: JournalEvent): JournalEvent => {
    const data = rename(event.data, names) as Record<string, unknown>;
    return { type: event.type, data: event.type === 'v1.packing.labelMade' ? { ...data, ssccSerial: copy } : data };
  };
  const entries = template.entries.map((entry) => ({
    ...entry,
    id: randomUUID(),
    events: entry.events.map(again),
    answer: rename(entry.answer, names),
  }));
  return {
    imported: again(template.imported),
    entries,
    events: 1 + entries.reduce((sum, entry) => sum + entry.events.length, 0),
  };
};
