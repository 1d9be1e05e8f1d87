import type { StoreSettings } from '../../store/types';

/** As it stands in its table: the name that is found everywhere, and those of other languages as JSON. */
export interface StoredName {
  readonly name: string;
  readonly names: string | null;
}

/** What a template is called in the language of the screens. */
export const templateName = ({ name, names }: StoredName, { language }: Pick<StoreSettings, 'language'>): string =>
  names === null ? name : ((JSON.parse(names) as Readonly<Record<string, string>>)[language] ?? name);
