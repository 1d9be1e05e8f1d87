import { Check, History, RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { peopleQueries } from '../../../../shared/features/people/queries';
import { labelQueries, type TemplateVersion, type TemplateView } from '../../../../shared/features/labels/queries';
import { parseDescription, type LabelDescription } from '../../../../shared/labels/description/description';
import { changesOf } from '../../../../shared/labels/design/changes';
import { select } from '../../../../shared/labels/design/design';
import type { Failure } from '../../../../shared/result';
import { sendCommand, useQuery, useStation } from '../../../station/client';
import { FailureLine } from '../../../ui/failure';
import { formatDateTime } from '../../../ui/format';
import { ChangeList } from './change-list';
import type { Editor } from './use-design';

/** A version as it was kept; `null` while it is not there. */
const useVersion = (templateId: string, version: number): LabelDescription | null => {
  const { data } = useQuery('labels.template', { templateId, version }, labelQueries['labels.template'].tables);
  return useMemo(() => {
    const read = data === null || data.version !== version ? null : parseDescription(data.description);
    return read?.ok === true ? read.value : null;
  }, [data, version]);
};

const Changed = ({ templateId, version }: { templateId: string; version: number }) => {
  const { t } = useTranslation();
  const now = useVersion(templateId, version);
  const before = useVersion(templateId, version - 1);
  if (now === null || before === null) return <p className="quiet">{t('loading')}</p>;
  return <ChangeList changes={changesOf(before, now)} />;
};

const Version = ({
  templateId,
  row,
  prints,
  names,
  editor,
}: {
  templateId: string;
  row: TemplateVersion;
  /** It is the one that prints. */
  prints: boolean;
  names: ReadonlyMap<string, string>;
  editor: Editor;
}) => {
  const { t } = useTranslation();
  const { timeZone, language } = useStation();
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const kept = useVersion(templateId, row.version);
  const who = (id: string | null): string => (id === null ? t('designer.byProduct') : (names.get(id) ?? id));
  const approve = (): void =>
    void sendCommand('labels.approve', { templateId, version: row.version }).then((answer) =>
      setFailure(answer.ok ? null : answer.failure),
    );
  return (
    <li className="version" data-version-row={row.version}>
      <div className="spread">
        <strong>{t('designer.version', { version: row.version })}</strong>
        {prints ? <span className="chip good">{t('designer.prints')}</span> : null}
      </div>
      <p>
        {formatDateTime(row.at, timeZone, language)} · {who(row.by)}
      </p>
      {row.approvedAt === null ? (
        <p className="need">{t('labels.waiting')}</p>
      ) : (
        <p className="quiet">
          {row.approvedBy === null
            ? t('designer.approvedByProduct')
            : t('designer.approvedBy', {
                who: who(row.approvedBy),
                at: formatDateTime(row.approvedAt, timeZone, language),
              })}
        </p>
      )}
      <div className="version-acts">
        {row.version === 1 ? null : (
          <button
            type="button"
            className="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            data-what-changed
          >
            <History size={18} aria-hidden="true" />
            {t('designer.whatChanged')}
          </button>
        )}
        <button
          type="button"
          className="button"
          disabled={kept === null}
          data-go-back
          onClick={() => {
            if (kept !== null) editor.change((design) => select({ ...design, description: kept, inside: [] }, []));
          }}
        >
          <RotateCcw size={18} aria-hidden="true" />
          {t('designer.goBack')}
        </button>
        {prints ? null : (
          <button type="button" className="button" onClick={approve} data-let-print>
            <Check size={18} aria-hidden="true" />
            {t('labels.approve')}
          </button>
        )}
      </div>
      <FailureLine failure={failure} />
      {open ? <Changed templateId={templateId} version={row.version} /> : null}
    </li>
  );
};

/** Who saved what and when; each version can be looked at, gone back to, and let print. */
export const VersionsPanel = ({
  view,
  saved,
  editor,
}: {
  view: TemplateView | null;
  saved: LabelDescription | null;
  editor: Editor;
}) => {
  const { t } = useTranslation();
  const { data: people } = useQuery('people.all', {}, peopleQueries['people.all'].tables);
  const names = useMemo(() => new Map((people ?? []).map(({ personId, name }) => [personId, name])), [people]);
  const { description } = editor.design;
  return (
    <div className="stack">
      <h2>{t('designer.tab.versions')}</h2>
      {saved === null || saved === description ? null : (
        <div className="version" data-unsaved-changes>
          <strong>{t('designer.unsavedChanges')}</strong>
          <ChangeList changes={changesOf(saved, description)} />
        </div>
      )}
      {view === null ? (
        <p className="quiet">{t('designer.neverSaved')}</p>
      ) : (
        <ul className="versions">
          {view.versions.map((row) => (
            <Version
              key={row.version}
              templateId={view.templateId}
              row={row}
              prints={row.version === view.approved}
              names={names}
              editor={editor}
            />
          ))}
        </ul>
      )}
    </div>
  );
};
