import { PencilRuler } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { labelQueries, type TemplateRow } from '../../../shared/features/labels/queries';
import { parseDescription, type LabelDescription } from '../../../shared/labels/description/description';
import { useQuery, useStation } from '../../station/client';
import { usePrinters } from '../../station/printers';
import { roleAtLeast } from '../../station/role';
import { formatWhen } from '../../ui/format';
import { StripSign } from '../../ui/strip-sign';
import { Approval } from './approval';
import { Batches } from './batches';
import { OpenTemplate } from './designer/open-template';
import { useDrafts } from './designer/use-draft';
import { FromDocument } from './from-document';
import { FromFile } from './from-file';
import { OneLabel } from './one-label';
import { FromRows } from './rows/from-rows';
import { TemplateFiles } from './template-files';
import './labels.css';

/** Templates that come with the app are called by their name in the language of the screen. */
const builtIn = [
  'allergen-expiry',
  'gs1-logistic',
  'limited-quantity',
  'location',
  'pallet',
  'product',
  'return',
  'rfid-product',
  'shelf',
  'shipping-4x6',
  'tote',
] as const;

const useTemplateName = (): ((row: TemplateRow) => string) => {
  const { t } = useTranslation();
  return (row) => {
    const known = row.builtIn ? builtIn.find((id) => id === row.templateId) : undefined;
    return known === undefined ? row.name : t(`labels.builtIn.${known}`);
  };
};

const Templates = ({ picked, onPick }: { picked: string | null; onPick: (id: string) => void }) => {
  const { t } = useTranslation();
  const { language } = useStation();
  const nameOf = useTemplateName();
  const { data } = useQuery('labels.templates', {}, labelQueries['labels.templates'].tables);
  const rows = (data ?? []).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), language));
  const chip = (row: TemplateRow) => {
    if (row.approved === null) return <span className="chip need">{t('labels.waiting')}</span>;
    return row.approved < row.latest ? <span className="chip need">{t('labels.newer')}</span> : null;
  };
  return (
    <nav className="card label-list" aria-label={t('labels.templates')}>
      {rows.map((row) => (
        <button
          key={row.templateId}
          type="button"
          className="choice"
          aria-pressed={row.templateId === picked}
          data-template={row.templateId}
          onClick={() => onPick(row.templateId)}
        >
          <span className="choice-body">
            <strong>{nameOf(row)}</strong>
            {chip(row)}
          </span>
        </button>
      ))}
    </nav>
  );
};

const tabs = ['one', 'rows', 'file', 'document'] as const;
type Tab = (typeof tabs)[number];

const Template = ({
  templateId,
  tab,
  printerId,
}: {
  templateId: string;
  tab: Exclude<Tab, 'document'>;
  printerId: string;
}) => {
  const { session } = useStation();
  const { data } = useQuery('labels.template', { templateId, version: null }, labelQueries['labels.template'].tables);
  const description = useMemo(() => {
    const parsed = data === null ? null : parseDescription(data.description);
    return parsed?.ok === true ? parsed.value : null;
  }, [data]);
  // Until the picked one is read the query still answers the one before: nothing of that is filled in or printed.
  if (data?.templateId !== templateId || description === null) return null;
  const open = data.approved === data.latest ? null : data.latest;
  return (
    <>
      {open !== null && roleAtLeast(session, 'supervisor') ? <Approval templateId={templateId} version={open} /> : null}
      {tab === 'rows' ? (
        <FromRows key={`${templateId} ${data.version}`} view={data} description={description} printerId={printerId} />
      ) : tab === 'one' ? (
        <OneLabel key={`${templateId} ${data.version}`} view={data} description={description} printerId={printerId} />
      ) : (
        <FromFile key={templateId} view={data} description={description} printerId={printerId} />
      )}
    </>
  );
};

/** What is on the drawing board. */
interface Designing {
  readonly templateId: string;
  readonly brought: LabelDescription | null;
  /** A file that is brought twice is a label opened twice. */
  readonly count: number;
}

/** Whoever leaves the page comes back to the board. */
let onTheBoard: Designing | null = null;

/** Designs that nobody has saved, also of a window that ended in the middle. */
const LeftDesigns = ({ onOpen }: { onOpen: (templateId: string) => void }) => {
  const { t } = useTranslation();
  const { language, timeZone } = useStation();
  const drafts = useDrafts() ?? [];
  return drafts.map(({ templateId, keptAt, description: { name } }) => (
    <div key={templateId} className="strip need approval" data-left={templateId}>
      <StripSign tone="need" />
      <span className="grow">
        {t('labels.left', {
          name: typeof name === 'string' ? name : (name[language] ?? name['en'] ?? templateId),
          time: formatWhen(keptAt, timeZone, language),
        })}
      </span>
      <button type="button" className="button" onClick={() => onOpen(templateId)} data-left-open={templateId}>
        {t('labels.left.open')}
      </button>
    </div>
  ));
};

/** Labels beside those of parcels: one, many of what the station knows or from a file, or a carrier's document. */
export const Page = () => {
  const { t } = useTranslation();
  const { session } = useStation();
  const { labelPrinterId } = useStation();
  const printers = usePrinters(labelPrinterId);
  const [designing, setShown] = useState(roleAtLeast(session, 'supervisor') ? onTheBoard : null);
  const setDesigning = (next: Designing | null): void => {
    onTheBoard = next;
    setShown(next);
  };
  const [template, setTemplate] = useState<string | null>('product');
  const [printer, setPrinter] = useState<string | null>(null);
  const [tab, setTab] = useState<Tab>('one');
  const printerId = printer ?? printers[0]?.id ?? null;
  const open = (brought: LabelDescription): void =>
    setDesigning({ templateId: brought.id, brought, count: (designing?.count ?? 0) + 1 });
  if (designing !== null)
    return (
      <OpenTemplate
        key={`${designing.templateId} ${designing.count}`}
        templateId={designing.templateId}
        brought={designing.brought}
        onOpen={open}
        onClose={() => {
          setTemplate(designing.templateId);
          setDesigning(null);
        }}
      />
    );
  return (
    <>
      <div className="spread">
        <h1>{t('labels.title')}</h1>
        <div className="row">
          {roleAtLeast(session, 'supervisor') && template !== null && tab !== 'document' ? (
            <button
              type="button"
              className="button"
              onClick={() => setDesigning({ templateId: template, brought: null, count: 0 })}
              data-design-template
            >
              <PencilRuler size={20} aria-hidden="true" />
              {t('labels.design')}
            </button>
          ) : null}
          {tabs.map((each) => (
            <button
              key={each}
              type="button"
              className="button"
              aria-pressed={each === tab}
              data-tab={each}
              onClick={() => setTab(each)}
            >
              {t(`labels.tab.${each}`)}
            </button>
          ))}
          <select
            className="input compact"
            aria-label={t('labels.printer')}
            value={printerId ?? ''}
            onChange={(event) => setPrinter(event.target.value)}
          >
            {printers.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      </div>
      {roleAtLeast(session, 'supervisor') ? (
        <LeftDesigns onOpen={(templateId) => setDesigning({ templateId, brought: null, count: 0 })} />
      ) : null}
      {printerId === null ? <p className="strip need">{t('labels.noPrinter')}</p> : null}
      <div className={tab === 'document' ? 'stack' : 'label-work'}>
        {tab === 'document' ? null : (
          <div className="stack">
            {roleAtLeast(session, 'supervisor') ? <TemplateFiles onOpen={open} /> : null}
            <Templates picked={template} onPick={setTemplate} />
          </div>
        )}
        <div className="stack">
          {printerId !== null && tab === 'document' ? <FromDocument printerId={printerId} /> : null}
          {printerId !== null && tab !== 'document' && template !== null ? (
            <Template templateId={template} tab={tab} printerId={printerId} />
          ) : null}
          <Batches />
        </div>
      </div>
    </>
  );
};
