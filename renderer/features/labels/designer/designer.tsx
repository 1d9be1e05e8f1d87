import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TemplateView } from '../../../../shared/features/labels/queries';
import type { DraftView } from '../../../../shared/label-draft';
import { checkDescription, type LabelDescription } from '../../../../shared/labels/description/description';
import { leave, nameOfElement } from '../../../../shared/labels/design/design';
import type { PictureWish } from '../../../../shared/labels/picture';
import { ok, type Failure } from '../../../../shared/result';
import { sendCommand, useBusy, useStation } from '../../../station/client';
import { Confirm } from '../../../ui/confirm';
import { FailureLine } from '../../../ui/failure';
import { formatWhen } from '../../../ui/format';
import { StripSign } from '../../../ui/strip-sign';
import { Approval } from '../approval';
import { AddList, ElementList } from './add-list';
import { Board } from './board';
import { ElementPanel } from './element-panel';
import { FaultList } from './fault-list';
import { pressAnywhere } from './keys';
import { ImageDialog } from './image-dialog';
import { LabelPanel } from './label-panel';
import { SamplesPanel } from './samples-panel';
import { useFit } from './scale';
import { TopBar, type Look } from './top-bar';
import { keepDraft, openDraft, useDesign, type Editor } from './use-design';
import { useDots } from './use-dots';
import { useKeptDraft } from './use-draft';
import { VersionsPanel } from './versions-panel';
import './designer.css';

const tabs = ['element', 'label', 'samples', 'versions'] as const;
type Tab = (typeof tabs)[number];

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type !== 'checkbox');

/** Undo, redo and save, wherever on the page the hand is. */
const usePageKeys = (editor: Editor, save: () => void): void => {
  useEffect(() => {
    const onDown = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || document.querySelector('dialog[open]') !== null) return;
      if (event.key.toLowerCase() === 's') {
        event.preventDefault();
        save();
      } else if (!isTyping(event.target) && pressAnywhere(event, editor)) event.preventDefault();
    };
    window.addEventListener('keydown', onDown);
    return () => window.removeEventListener('keydown', onDown);
  }, [editor, save]);
};

const useSaving = (editor: Editor, first: LabelDescription | null) => {
  const [saved, setSaved] = useState(first);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, run] = useBusy();
  const { description } = editor.design;
  const save = useCallback(
    () =>
      void run(async () => {
        const checked = checkDescription(description);
        const answer = checked.ok
          ? await sendCommand('labels.save', { description: JSON.stringify(checked.value, null, 2) })
          : checked;
        setFailure(answer.ok ? null : answer.failure);
        if (answer.ok) setSaved(description);
      }),
    [description, run],
  );
  return { save, failure, saved, busy, isDirty: saved !== description };
};

/** The drawing board for one label: what is on it, how it will print, and what speaks against it. */
export const Designer = ({
  templateId,
  view,
  stored,
  brought,
  left,
  onOpen,
  onClose,
}: {
  templateId: string;
  /** `null` while it has never been saved. */
  view: TemplateView | null;
  /** Its newest version, as it was when the board was opened. */
  stored: LabelDescription | null;
  /** A file that is to become the next one. */
  brought: LabelDescription | null;
  /** What an earlier window left unsaved. */
  left: DraftView | null;
  /** Takes another label upon the board. */
  onOpen: (description: LabelDescription) => void;
  onClose: () => void;
}) => {
  const { t } = useTranslation();
  const station = useStation();
  const [start] = useState(() => openDraft(templateId, stored, brought, left));
  const editor = useDesign(start.history);
  const { design, history } = editor;
  const saving = useSaving(editor, start.saved);
  const { saved, isDirty } = saving;
  const [tab, setTab] = useState<Tab>('element');
  const [look, setLook] = useState<Look>({
    zoom: 'fit',
    grid: false,
    dpi: 203,
    sample: 0,
    language: station.language,
  });
  const [currentYear] = useState(() => new Date().getUTCFullYear());
  const [picking, setPicking] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const room = useRef<HTMLDivElement>(null);
  const panel = useRef<HTMLElement>(null);
  const { width, height } = design.description.stock;
  const fit = useFit(room, width, height);
  const scale = look.zoom === 'fit' ? fit : look.zoom;
  const record = useMemo(
    () => design.description.samples[look.sample]?.record ?? {},
    [design.description.samples, look.sample],
  );
  const wish = useMemo<PictureWish>(
    () => ({
      description: design.description,
      record,
      dpi: look.dpi,
      language: look.language,
      currentYear,
    }),
    [design.description, record, look.dpi, look.language, currentYear],
  );
  const { dots, failed } = useDots(wish);
  const warnings = dots?.picture.warnings ?? [];
  usePageKeys(editor, saving.save);
  useEffect(
    () => keepDraft(templateId, isDirty ? { history, saved, brought, restoredFrom: null } : null),
    [templateId, isDirty, history, saved, brought],
  );
  const discard = useKeptDraft(templateId, isDirty ? design.description : null);
  const [restoredFrom, setRestoredFrom] = useState(start.restoredFrom);
  const onFields = useCallback(() => {
    setTab('element');
    // Once the panel shows them.
    requestAnimationFrame(() => panel.current?.querySelector<HTMLElement>('.input')?.focus());
  }, []);
  const { name } = design.description;
  const title = typeof name === 'string' ? name : (name[station.language] ?? name['en'] ?? templateId);
  const waiting = view !== null && view.approved !== view.latest ? view.latest : null;
  const chips = (
    <>
      {view === null ? null : <span className="chip plain">{t('designer.version', { version: view.latest })}</span>}
      {isDirty ? <span className="chip need">{t('designer.unsaved')}</span> : null}
    </>
  );
  const holders = design.inside.map((_, depth) =>
    nameOfElement({ ...design, inside: design.inside.slice(0, depth) }, design.inside[depth] ?? 0),
  );
  return (
    <div className="designer" data-designer={templateId} data-dirty={isDirty} data-version={view?.latest}>
      <TopBar
        editor={editor}
        title={title}
        state={chips}
        look={look}
        scale={scale}
        canSave={isDirty && !saving.busy}
        onLook={(change) => setLook((before) => ({ ...before, ...change }))}
        onSave={saving.save}
        onClose={() => (view === null && isDirty ? setLeaving(true) : onClose())}
      />
      {leaving ? (
        <Confirm
          title={t('designer.leaveTitle')}
          text={t('designer.leaveText')}
          word={t('designer.discard')}
          onYes={() => {
            discard();
            keepDraft(templateId, null);
            onClose();
            return Promise.resolve(ok(null));
          }}
          onClose={() => setLeaving(false)}
        />
      ) : null}
      {restoredFrom === null || !isDirty ? null : (
        <p className="strip need" role="status" data-restored={restoredFrom}>
          <StripSign tone="need" />
          <span className="grow">
            {t('designer.restored', { time: formatWhen(restoredFrom, station.timeZone, station.language) })}
          </span>
          <button type="button" className="button" onClick={() => setRestoredFrom(null)}>
            {t('designer.restored.seen')}
          </button>
        </p>
      )}
      {saving.failure === null ? null : <FailureLine failure={saving.failure} />}
      {waiting === null || isDirty ? null : <Approval templateId={templateId} version={waiting} />}
      {picking ? <ImageDialog editor={editor} dpi={look.dpi} onClose={() => setPicking(false)} /> : null}
      <div className="design-work">
        <section className="card design-side" aria-label={t('designer.elements')}>
          <AddList editor={editor} onImage={() => setPicking(true)} />
          <ElementList editor={editor} warnings={warnings} />
        </section>
        <section className="card design-board">
          {holders.length === 0 ? null : (
            <p className="inside">
              {t('designer.inside', { name: holders.join(' › ') })}
              <button type="button" className="link" onClick={() => editor.view(leave)}>
                {t('designer.leave')}
              </button>
            </p>
          )}
          <div className="board-room" ref={room}>
            <Board
              editor={editor}
              dots={dots}
              record={record}
              scale={scale}
              grid={look.grid}
              warnings={warnings}
              onFields={onFields}
            />
          </div>
          {failed ? <FailureLine failure={{ code: 'preview-not-available' }} /> : null}
          <FaultList editor={editor} warnings={warnings} />
        </section>
        <section className="card design-panel" ref={panel} aria-label={t('designer.panel')}>
          <div className="design-tabs" role="group" aria-label={t('designer.panel')}>
            {tabs.map((each) => (
              <button key={each} type="button" aria-pressed={each === tab} data-tab={each} onClick={() => setTab(each)}>
                {t(`designer.tab.${each}`)}
              </button>
            ))}
          </div>
          {/* What is selected next is shown from its top. */}
          <div className="panel-body scroll" key={`${tab} ${design.inside.join(' ')} ${design.selected.join(' ')}`}>
            {tab === 'element' ? <ElementPanel editor={editor} /> : null}
            {tab === 'label' ? <LabelPanel editor={editor} view={view} isDirty={isDirty} onOpen={onOpen} /> : null}
            {tab === 'versions' ? <VersionsPanel view={view} saved={saving.saved} editor={editor} /> : null}
            {tab === 'samples' ? (
              <SamplesPanel
                editor={editor}
                sample={look.sample}
                onSample={(sample) => setLook((before) => ({ ...before, sample }))}
              />
            ) : null}
          </div>
        </section>
      </div>
    </div>
  );
};
