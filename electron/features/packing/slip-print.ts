import { randomUUID } from 'node:crypto';
import type { InputOf } from '../../../shared/feature';
import type { packingCommands } from '../../../shared/features/packing/commands';
import { renderSlipLabels } from '../../../shared/labels/slip-label';
import { wordsOf } from '../../documents/words';
import { decided, refused, type CommandContext, type Decision } from '../../store/types';
import { slipFacts } from './slip';
import { readPack } from './load';
import { subjectOf } from '../orders/stored-order';

type Input = InputOf<(typeof packingCommands)['packing.printSlip']>;

/** The packing slip as labels: one print job for each page, its address sealed with the order's key. */
export const printSlip = (context: CommandContext, { packId, printerId, language, stock }: Input): Decision => {
  const slip = slipFacts(context, { packId });
  const pack = readPack(context.db, packId);
  if (slip === null || pack === null) return refused({ code: 'order-unknown', details: { scanned: packId } });
  const { pages, missing } = renderSlipLabels(slip, wordsOf(language).slip, stock);
  if (missing !== '')
    return refused({ code: 'characters-not-printable', details: { characters: missing.slice(0, 40) } });
  const jobs = pages.map((zpl, index) => ({
    jobId: randomUUID(),
    kind: 'slip',
    printerId,
    attachment: context.attachSealed(subjectOf(pack.orderId), new TextEncoder().encode(zpl), 'zpl'),
    title: `${pack.number} · ${index + 1}/${pages.length}`,
    labelId: null,
    copy: null,
    parcelId: null,
    language: 'zpl',
  }));
  return decided(
    jobs.map(({ jobId }) => jobId),
    jobs.map((data) => ({ type: 'v1.printing.jobRequested', data })),
  );
};
