import type { Command } from '../../shared/barcode/command-codes';
import { isAllowed } from '../../shared/features/packing/acts';
import type { PackView } from '../../shared/features/packing/view';
import type { Result } from '../../shared/result';
import type { CallInput, Press } from '../../shared/station';
import type { CountDesk } from './count-desk';
import type { FeedbackTeller } from './feedback';
import type { PackController } from './pack-controller';
import type { ShelfDesk } from './shelf-desk';

export interface VerbParts {
  readonly controller: PackController;
  /** While bins are counted, what is weighed is pieces of theirs. */
  readonly countDesk: Pick<CountDesk, 'wantsScans' | 'isWeighing' | 'startWeighing' | 'teach' | 'askUndo' | 'tote'>;
  /** Pieces that are moved are keyed there while it is open. */
  readonly shelfDesk: Pick<ShelfDesk, 'isOpen' | 'keyQuantity'>;
  /** A print-and-apply line is in sight: its item is meant. */
  readonly isLineOpen: () => boolean;
  readonly feedback: FeedbackTeller;
  readonly signOut: () => Promise<void>;
  /** Hands an answer to whatever the screen asks. */
  readonly press: (press: Press) => void;
  readonly zero: () => Promise<void>;
  readonly slip: (packId: string) => Promise<void>;
  /** The order's screen should be in sight. */
  readonly onWork: () => void;
}

/** Taken as an argument of filler: none at all. */
const noFiller = '-';

/** What command barcodes do: the same as the key or button of their name. */
export const createVerbs = (parts: VerbParts) => {
  const { controller, countDesk, shelfDesk, feedback, signOut, press, zero, slip, onWork } = parts;
  const withPack = async (act: (pack: PackView) => Promise<void> | void): Promise<void> => {
    const pack = await controller.view();
    if (pack === null) return feedback.bad({ code: 'no-order-open' });
    onWork();
    await act(pack);
  };

  const withParcel = (act: (pack: PackView, parcelId: string) => Promise<Result<unknown>>): Promise<void> =>
    withPack(async (pack) => {
      if (pack.parcel === null) return feedback.bad({ code: 'no-parcel' });
      feedback.result(await act(pack, pack.parcel.parcelId));
      await controller.advance();
    });

  /** The screen asks for the reason; it is chosen there by its number. */
  const ask = (act: 'short' | 'hold' | 'void' | 'reprint'): Promise<void> =>
    withPack((pack) =>
      isAllowed(act, pack)
        ? feedback.need(`${act}-wanted`)
        : feedback.bad({ code: 'not-now', details: { step: pack.step } }),
    );

  /** One more piece of a filler, or as many as were keyed before. */
  const fill = (argument: string): Promise<void> =>
    withParcel(async ({ parcel }, parcelId) => {
      const inside = parcel?.dunnage ?? [];
      const set = (dunnageId: string, quantity: number): Promise<Result<unknown>> =>
        controller.execute('packing.setDunnage', { parcelId, dunnageId, quantity });
      if (argument === noFiller) {
        let answer: Result<unknown> = { ok: true, value: { code: 'no-filler', tone: 'good', details: {} } };
        for (const { dunnageId } of inside) {
          const one = await set(dunnageId, 0);
          if (!one.ok) answer = one;
        }
        return answer;
      }
      const now = inside.find((each) => each.dunnageId === argument)?.quantity ?? 0;
      return set(argument, controller.takeQuantity() ?? now + 1);
    });

  const keyQuantity = (quantity: number): Promise<void> => {
    if (countDesk.isWeighing()) return countDesk.teach(quantity);
    return shelfDesk.isOpen() ? shelfDesk.keyQuantity(quantity) : controller.setQuantity(quantity);
  };

  return async ({ verb, argument }: Command): Promise<void> => {
    switch (verb) {
      case 'next':
      case 'yes':
        return press({ key: 'yes', number: 0 });
      case 'no':
        return press({ key: 'no', number: 0 });
      case 'choose':
        return press({ key: 'choose', number: Number(argument) });
      case 'print':
        return controller.printAgain();
      case 'weigh':
        return countDesk.wantsScans() ? countDesk.startWeighing() : controller.weighAgain();
      case 'tote':
        return countDesk.isWeighing() ? countDesk.tote() : feedback.bad({ code: 'count-not-weighing' });
      case 'zero':
        return zero();
      case 'quantity':
        return keyQuantity(Number(argument));
      case 'box':
        return withParcel((_pack, parcelId) =>
          controller.execute('packing.chooseCarton', { parcelId, cartonId: argument }),
        );
      case 'dunnage':
        return fill(argument ?? noFiller);
      case 'undo':
        return countDesk.wantsScans()
          ? countDesk.askUndo()
          : withParcel((_pack, parcelId) => controller.execute('packing.undoItem', { parcelId }));
      case 'newparcel':
        return withParcel((_pack, parcelId) => controller.execute('packing.finishParcel', { parcelId }));
      case 'order':
        return void (await controller.openOrder(argument ?? ''));
      case 'short':
      case 'hold':
      case 'void':
        return ask(verb);
      case 'reprint':
        return parts.isLineOpen() ? feedback.need('line-reprint-wanted') : ask(verb);
      case 'slip':
        return withPack((pack) => slip(pack.packId));
      case 'signout':
        return signOut();
      case 'help':
        return feedback.need('help');
      default:
        return verb satisfies never;
    }
  };
};
export type Verbs = ReturnType<typeof createVerbs>;

/** What a supervisor is asked for after a refusal that only a supervisor can lift; `null` for any other. */
export const wishAfter = ({
  code,
  details = {},
}: {
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
}): CallInput<'override.begin'> | null => {
  switch (code) {
    case 'order-claimed':
      return { action: 'take-over', code: String(details['order']) };
    case 'restored-order':
      return { action: 'restored-order', orderId: String(details['orderId']), code: String(details['order']) };
    case 'reprint-limit':
      return { action: 'reprint', parcelId: String(details['parcelId']) };
    default:
      return null;
  }
};
