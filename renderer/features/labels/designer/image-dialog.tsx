import { FileCode2, Image as Photo, PenLine } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { insert, roomOf, withElements, elementsOf } from '../../../../shared/labels/design/design';
import type { ImageElement } from '../../../../shared/labels/description/elements';
import type { Dpi } from '../../../../shared/labels/dots';
import type { Failure, Result } from '../../../../shared/result';
import { callStation, useBusy } from '../../../station/client';
import { Dialog } from '../../../ui/dialog';
import { FailureLine } from '../../../ui/failure';
import { toBase64 } from '../../../ui/read-file';
import type { Editor } from './use-design';

const kinds = ['drawing', 'photo', 'zpl'] as const;
type Kind = (typeof kinds)[number];
const icons = { drawing: PenLine, photo: Photo, zpl: FileCode2 } as const;
const accepted = { drawing: '.png', photo: '.png', zpl: '.zpl,.txt,.prn' } as const;
const mostBytes = 5_000_000;

type Image = ImageElement['image'];

/** What is brought on to the label: a picture, or somebody's ZPL to draw upon. */
export const ImageDialog = ({ editor, dpi, onClose }: { editor: Editor; dpi: Dpi; onClose: () => void }) => {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<Kind>('drawing');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [notShown, setNotShown] = useState<readonly string[]>([]);
  const [busy, run] = useBusy();

  const bring = async (contentBase64: string): Promise<Result<unknown>> => {
    const room = roomOf(editor.design);
    const [roomWidth, roomHeight] = [Math.max(1, room.width / 1000), Math.max(1, room.height / 1000)];
    const put = (image: Image, width: number, height: number): void => {
      const middle = (from: number, length: number, taken: number): number =>
        Math.round((from + (length - taken * 1000) / 2) / 100) / 10;
      const [x, y] = [middle(room.x, room.width, width), middle(room.y, room.height, height)];
      const element: ImageElement = { kind: 'image', x, y, width, height, image };
      // What is drawn upon lies at the very back.
      if (kind === 'zpl') editor.change((design) => withElements(design, [element, ...elementsOf(design)], [0]));
      else editor.change((design) => insert(design, [element]));
    };
    if (kind === 'zpl') {
      const { width, height } = editor.design.description.stock;
      const answer = await callStation('labels.background', { contentBase64, dpi, widthMm: width, heightMm: height });
      if (!answer.ok) return answer;
      put(answer.value.image, width, height);
      setNotShown(answer.value.notShown);
      if (answer.value.notShown.length === 0) onClose();
      return answer;
    }
    const wish = { contentBase64, dpi, tone: kind, mostWidthMm: roomWidth, mostHeightMm: roomHeight };
    const answer = await callStation('labels.image', wish);
    if (!answer.ok) return answer;
    put(answer.value.image, answer.value.widthMm, answer.value.heightMm);
    onClose();
    return answer;
  };

  const take = (file: File | undefined): void =>
    void run(async () => {
      if (file === undefined) return;
      setFailure(null);
      if (file.size > mostBytes) return setFailure({ code: 'label-too-large' });
      const content = await toBase64(file);
      if (content === null) return setFailure({ code: 'file-not-readable' });
      const answer = await bring(content);
      if (!answer.ok) setFailure(answer.failure);
    });

  return (
    <Dialog title={t('designer.bring')} onClose={onClose}>
      <div className="choices wide" role="group" aria-label={t('designer.bring')}>
        {kinds.map((each) => {
          const Icon = icons[each];
          return (
            <button
              key={each}
              type="button"
              className="choice"
              disabled={busy}
              data-bring={each}
              onClick={() => {
                setKind(each);
                // The field for the file takes another kind first.
                requestAnimationFrame(() => input.current?.click());
              }}
            >
              <Icon size={22} aria-hidden="true" />
              <span className="choice-body">
                <strong>{t(`designer.bring.${each}`)}</strong>
                <span className="quiet">{t(`designer.bring.${each}.help`)}</span>
              </span>
            </button>
          );
        })}
      </div>
      <input
        ref={input}
        className="sr"
        type="file"
        accept={accepted[kind]}
        tabIndex={-1}
        aria-label={t('designer.bring')}
        data-bring-file
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <FailureLine failure={failure} />
      {notShown.length === 0 ? null : (
        <p className="strip need" role="alert" data-not-shown>
          {t('designer.notShown', { commands: notShown.join(' ') })}
        </p>
      )}
    </Dialog>
  );
};
