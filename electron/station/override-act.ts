import type { StationConfig } from '../../shared/config/station-config';
import { fail, type Result } from '../../shared/result';
import type { FeedbackTeller } from './feedback';
import { parseTypedWeight, type OverrideAct } from './overrides';
import type { PackController } from './pack-controller';

export interface OverrideActParts {
  readonly controller: PackController;
  readonly feedback: FeedbackTeller;
  readonly config: () => StationConfig;
}

/** What happens after a supervisor's yes, by action. Each is a command that carries the approval into the record. */
export const createOverrideAct = ({ controller, feedback, config }: OverrideActParts): OverrideAct => {
  let keyed = 0;

  const keyedScan = async (code: string | undefined, approval: unknown, reason: string): Promise<Result<unknown>> => {
    if (code === undefined || !config().allowed.keyedBarcode) return fail('not-allowed');
    keyed += 1;
    await controller.keyedScan(
      {
        sequence: 9_000_000_000 + keyed,
        deviceId: 'keyboard',
        data: code,
        aim: null,
        source: 'keyed',
        at: Date.now(),
        simulated: false,
      },
      approval,
      reason,
    );
    return { ok: true, value: null };
  };

  const typedWeight = (
    text: string | undefined,
    parcelId: string | undefined,
    approval: unknown,
    reason: string,
  ): Promise<Result<unknown>> | Result<never> => {
    const weight = parseTypedWeight(text ?? '', config().units === 'metric' ? 'kg' : 'lb');
    if (!config().allowed.typedWeight) return fail('not-allowed');
    return weight.ok
      ? controller.execute('packing.typeWeight', { parcelId, weight: weight.value, approval, reason })
      : weight;
  };

  return async (wish, approval, reason) => {
    const run = async (): Promise<Result<unknown>> => {
      switch (wish.action) {
        case 'weight':
          return controller.execute('packing.overrideWeight', { parcelId: wish.parcelId, approval, reason });
        case 'typed-weight':
          return typedWeight(wish.weightText, wish.parcelId, approval, reason);
        case 'keyed-scan':
          return keyedScan(wish.code, approval, reason);
        case 'reprint':
        case 'other-printer':
          return controller.execute('packing.reprintApproved', {
            parcelId: wish.parcelId,
            reason,
            approval,
            printerId: wish.printerId ?? null,
          });
        case 'take-over':
          return controller.execute('packing.openOrder', { number: wish.code, takeOver: approval, reason });
        case 'teach-barcode':
          return controller.execute('catalogue.teachBarcode', {
            code: wish.code,
            sku: wish.sku,
            quantity: wish.quantity ?? 1,
            alsoFor: false,
            approval,
          });
        case 'restored-order':
          return controller.execute('packing.confirmRestored', { orderId: wish.orderId ?? null, approval, reason });
        case 'count-approval':
          return controller.execute('counts.approve', { countId: wish.countId ?? '', approval, reason });
        case 'stock-correction':
          return wish.correction === undefined
            ? fail('bad-input')
            : controller.execute('stock.correctApproved', { correction: wish.correction, approval, reason });
        case 'stock-file':
          return controller.execute('import.approve', { fileId: wish.fileId ?? '', approval, reason });
        default:
          return wish.action satisfies never;
      }
    };
    const result = await run();
    if (result.ok && wish.action === 'teach-barcode' && wish.scanSequence !== undefined && wish.sku !== undefined)
      // What was taught was in the operator's hand: it counts without another scan.
      await controller.chooseItem(wish.scanSequence, wish.sku);
    // The order that was scanned and held is the one in the operator's hands: it opens without another scan.
    else if (result.ok && wish.action === 'restored-order' && wish.code !== undefined)
      await controller.openOrder(wish.code);
    else if (wish.action !== 'keyed-scan')
      feedback.result(
        result.ok && wish.action === 'teach-barcode'
          ? { ok: true, value: { code: 'barcode-taught', tone: 'good', details: { name: wish.sku ?? '' } } }
          : result,
      );
    await controller.advance();
    return result;
  };
};
