import { FolderX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStation } from '../../station/client';
import { roleAtLeast } from '../../station/role';

/** An import or export folder that is away, for those who can do something about it. Work goes on all the same. */
export const FolderStrips = () => {
  const { t } = useTranslation();
  const { folders, session } = useStation();
  if (!roleAtLeast(session, 'supervisor')) return null;
  const whyOf = (reason: string | null): string =>
    t([`folder.why.${reason ?? ''}`, 'folder.why.other'], { reason: reason ?? '' });
  const incoming = folders.import;
  const outgoing = folders.export;
  return (
    <>
      {incoming.state === 'watching' ? null : (
        <p className="strip need" data-folder="import">
          <FolderX size={22} aria-hidden="true" />
          {t('folder.import', { folder: incoming.folder, why: whyOf(incoming.reason) })}
        </p>
      )}
      {incoming.troubles.map(({ name, code }) => (
        <p key={name} className="strip need" data-folder-file={name}>
          <FolderX size={22} aria-hidden="true" />
          {t('folder.stays', {
            name,
            why: t([`import.${code}`, `failure.${code}`, 'folder.why.other'], { reason: code }),
          })}
        </p>
      ))}
      {outgoing.state === 'idle' ? null : (
        <p className="strip need" data-folder="export">
          <FolderX size={22} aria-hidden="true" />
          {t('folder.export', { folder: outgoing.folder, why: whyOf(outgoing.reason), count: outgoing.waiting })}
        </p>
      )}
    </>
  );
};
