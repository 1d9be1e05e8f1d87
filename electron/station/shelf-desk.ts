import type { KitDesk } from './kit-desk';
import type { MoveDesk } from './move-desk';

/** The desk for shelves that is open, if any: there is one at a time. */
export const createShelfDesk = (moveDesk: MoveDesk, kitDesk: KitDesk) => {
  const open = () => (kitDesk.isOpen() ? kitDesk : moveDesk);
  return {
    isOpen: (): boolean => open().isOpen(),
    end: (): void => open().end(),
    scan: (...given: Parameters<MoveDesk['scan']>): Promise<void> => open().scan(...given),
    enter: (text: string): Promise<void> => open().enter(text),
    setQuantity: (quantity: number): Promise<void> => open().setQuantity(quantity),
    keyQuantity: (quantity: number): Promise<void> => open().keyQuantity(quantity),
    confirm: (): Promise<void> => open().confirm(),
  };
};
export type ShelfDesk = ReturnType<typeof createShelfDesk>;
