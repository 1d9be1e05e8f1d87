import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PackLine } from '../../../../shared/features/packing/view';
import { callStation, useFeedback } from '../../../station/client';
import { Choices } from '../../../ui/choices';
import { Dialog } from '../../../ui/dialog';
import { currentLine } from '../lines';
import { LineChoice, openLines, useSubmit, type PackDialogProps } from './parts';

const bySku = (lines: readonly PackLine[]): readonly PackLine[] => [
  ...new Map(lines.toReversed().map((line) => [line.sku, line])).values(),
];

/** The code belongs to several items of the order: which one is in the hand? */
export const ChooseDialog = ({ pack, onClose }: PackDialogProps) => {
  const { t } = useTranslation();
  const feedback = useFeedback();
  const skus = String(feedback?.details['skus'] ?? '').split(' ');
  const sequence = Number(feedback?.details['sequence'] ?? -1);
  const [busy, submit] = useSubmit(onClose);
  const lines = bySku(pack.lines.filter((line) => skus.includes(line.sku)));
  return (
    <Dialog title={t('dialog.choose')} onClose={onClose}>
      <Choices
        label={t('dialog.choose')}
        className="wide"
        choices={lines.map((line) => ({ key: line.sku, disabled: busy, content: <LineChoice line={line} /> }))}
        onChoose={(sku) => submit(() => callStation('pack.chooseItem', { scanSequence: sequence, sku }))}
      />
    </Dialog>
  );
};

/** The code is unknown: the item is shown by its picture, and a supervisor teaches the code. */
export const TeachDialog = ({ pack, onClose }: PackDialogProps) => {
  const { t } = useTranslation();
  const feedback = useFeedback();
  // As it was when the dialog opened: later scans are about other things.
  const [code] = useState(feedback?.scanned ?? '');
  const [scanSequence] = useState(Number(feedback?.details['sequence'] ?? -1));
  const [pieces, setPieces] = useState(1);
  const teach = (sku: string): void => {
    onClose();
    void callStation('override.begin', { action: 'teach-barcode', code, sku, quantity: pieces, scanSequence });
  };
  return (
    <Dialog title={t('dialog.unknown')} onClose={onClose}>
      <p className="quiet">{t('dialog.unknown.text')}</p>
      <p className="number wire">{code}</p>
      <Choices
        label={t('pack.item')}
        className="wide scroll short-lines"
        choices={bySku(openLines(pack, currentLine(pack))).map((line) => ({
          key: line.sku,
          content: <LineChoice line={line} />,
        }))}
        onChoose={teach}
      />
      <label className="field">
        <span>{t('dialog.unknown.pieces')}</span>
        <input
          className="input"
          type="number"
          min={1}
          max={9999}
          value={pieces}
          onChange={(event) => setPieces(Math.min(9999, Math.max(1, Math.trunc(Number(event.target.value)) || 1)))}
        />
      </label>
    </Dialog>
  );
};
