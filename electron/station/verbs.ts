import type { Command } from '../../shared/barcode/command-codes';
import type { PackView } from '../../shared/features/packing/view';
import type { Result } from '../../shared/result';
import type { FeedbackTeller } from './feedback';
import type { PackController } from './pack-controller';

export interface VerbParts {
  readonly controller: PackController;
  readonly feedback: FeedbackTeller;
  readonly signOut: () => Promise<void>;
  readonly beginWeightOverride: (parcelId: string) => void;
}

/** What a command barcode does: the same as the key or button of its name. */
export const createVerbs = ({ controller, feedback, signOut, beginWeightOverride }: VerbParts) => {
  const withParcel = async (act: (pack: PackView, parcelId: string) => Promise<Result<unknown>>): Promise<void> => {
    const pack = await controller.view();
    if (pack === null || pack.parcel === null) return feedback.bad({ code: 'no-order-open' });
    feedback.result(await act(pack, pack.parcel.parcelId));
    await controller.advance();
  };

  const next = async (): Promise<void> => {
    const pack = await controller.view();
    if (pack === null) return feedback.bad({ code: 'no-order-open' });
    const parcelId = pack.parcel?.parcelId ?? null;
    if (pack.step === 'held') feedback.result(await controller.execute('packing.resume', { packId: pack.packId }));
    else if (pack.step === 'changed' && pack.change?.cancelled === true)
      feedback.result(await controller.execute('packing.release', { packId: pack.packId }));
    else if (pack.step === 'changed')
      feedback.result(await controller.execute('packing.acceptChange', { packId: pack.packId }));
    else if (pack.step === 'weight-refused' && parcelId !== null) beginWeightOverride(parcelId);
    else if (pack.step === 'label') await controller.printAgain();
    await controller.advance();
  };

  return async ({ verb, argument }: Command): Promise<void> => {
    switch (verb) {
      case 'next':
      case 'yes':
      case 'close':
        return next();
      case 'print':
        return controller.printAgain();
      case 'weigh':
        return controller.weighAgain();
      case 'quantity':
        return controller.setQuantity(Number(argument));
      case 'box':
        return withParcel((_pack, parcelId) =>
          controller.execute('packing.chooseCarton', { parcelId, cartonId: argument }),
        );
      case 'dunnage':
        return withParcel((pack, parcelId) => {
          const now = pack.parcel?.dunnage.find((each) => each.dunnageId === argument)?.quantity ?? 0;
          return controller.execute('packing.setDunnage', { parcelId, dunnageId: argument, quantity: now + 1 });
        });
      case 'undo':
      case 'no':
        return withParcel((_pack, parcelId) => controller.execute('packing.undoItem', { parcelId }));
      case 'newparcel':
        return withParcel((_pack, parcelId) => controller.execute('packing.finishParcel', { parcelId }));
      case 'order':
        feedback.result(await controller.execute('packing.openOrder', { number: argument, takeOver: null }));
        return controller.advance();
      case 'hold':
        return withParcel((pack) =>
          controller.execute('packing.hold', { packId: pack.packId, reason: 'by command barcode' }),
        );
      case 'void':
        return withParcel((_pack, parcelId) =>
          controller.execute('packing.voidParcel', { parcelId, reason: 'by command barcode' }),
        );
      case 'reprint':
        return withParcel((_pack, parcelId) =>
          controller.execute('packing.reprintLabel', { parcelId, reason: 'by command barcode' }),
        );
      case 'short':
        return shortCurrent(controller, feedback);
      case 'signout':
        return signOut();
      case 'help':
        return feedback.need('help');
      default:
        return verb satisfies never;
    }
  };
};

/** Without a screen to choose on, short means: the rest of the line that is being asked for. */
const shortCurrent = async (controller: PackController, feedback: FeedbackTeller): Promise<void> => {
  const pack = await controller.view();
  const line = pack?.lines.find((each) => each.packed + each.short < each.quantity);
  if (pack === null || line === undefined) return feedback.bad({ code: 'no-order-open' });
  const quantity = line.quantity - line.packed - line.short;
  feedback.result(
    await controller.execute('packing.shortPick', {
      packId: pack.packId,
      lineId: line.lineId,
      quantity,
      reason: 'by command barcode',
    }),
  );
  await controller.advance();
};
