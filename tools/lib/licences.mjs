// Licences of everything that the installed app is made of besides Electron: what it loads, and what was bundled into it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './process.mjs';

const sourceFolders = ['electron', 'renderer', 'shared'];
const isSource = (path) => /\.(tsx?|css)$/.test(path) && !/\.test\.tsx?$/.test(path);
/** Static and dynamic imports, `require`, and CSS imports: the package's name without a path inside it. */
const imported =
  /(?:\bfrom|\bimport|\brequire\(|\bimport\(|@import)\s*['"]((?:@[a-z\d][\w.-]*\/)?[a-z\d][\w.-]*)(?:\/[\w./-]*)?['"]/g;
const licenceFile = /^(licen[cs]e|copying|notice)/i;

const filesBelow = (folder) =>
  readdirSync(join(projectFolder, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  );

/** Names of the packages that the app's own sources import, in alphabetical order. */
export const importedPackages = () => {
  const names = sourceFolders
    .flatMap(filesBelow)
    .filter(isSource)
    .flatMap((file) => [...readFileSync(join(projectFolder, file), 'utf8').matchAll(imported)].map(([, name]) => name));
  return [...new Set(names)].filter((name) => name !== 'electron').toSorted();
};

/** A package's place in the lock file, looked up from the place of the one that needs it, as Node does. */
function placeOf(packages, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return null;
  }
}

/** The imported packages with everything that they need at run time. */
function allPlaces() {
  const { packages } = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'));
  const places = new Set();
  const visit = (name, from) => {
    const place = placeOf(packages, name, from);
    if (place === null || places.has(place) || !existsSync(join(projectFolder, place))) return;
    places.add(place);
    const { dependencies = {}, optionalDependencies = {} } = packages[place];
    for (const each of [...Object.keys(dependencies), ...Object.keys(optionalDependencies)]) visit(each, place);
  };
  for (const name of importedPackages()) visit(name, '');
  return [...places].toSorted((a, b) => (a < b ? -1 : 1));
}

/**
 * @typedef {{ name: string, version: string, licence: string, text: string }} Notice
 * @returns {Notice[]} one for each package, with the text of its licence files, or what its description says where it brings none
 */
export const thirdPartyNotices = () =>
  allPlaces().map((place) => {
    const folder = join(projectFolder, place);
    const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const files = readdirSync(folder)
      .filter((file) => licenceFile.test(file))
      .toSorted();
    const text = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
    const licence = typeof license === 'string' ? license : 'see text';
    const by = typeof author === 'string' ? author : (author?.name ?? 'its authors');
    return { name, version, licence, text: text === '' ? `Licence ${licence}. Copyright ${by}.` : text };
  });

/** All notices as one text, for the package's folder. */
export const noticesText = () =>
  [
    'Packwright is made with the following packages. Electron and Chromium have files of their own beside this one.\n',
    ...thirdPartyNotices().map(
      ({ name, version, licence, text }) => `${'-'.repeat(80)}\n${name} ${version} · ${licence}\n\n${text}\n`,
    ),
  ].join('\n');
