import { expect, it } from 'vitest';
import { bundleForNode } from '../support/bundle';
import { killWhileMovingFiles, whole } from '../support/folder-kills';
import { createRandom } from '../support/random';

const wanted = Number(process.env['PACKWRIGHT_FOLDER_KILLS'] ?? 200);

it(`${wanted} kills while files are taken in and parcels written out: each once and whole`, async () => {
  const program = await bundleForNode('tests/support/killable-folders.ts');
  let kills = 0;
  let rounds = 0;
  for (; kills < wanted; rounds += 1) {
    const done = await killWhileMovingFiles(program, createRandom(rounds + 1), 60);
    expect({ seed: rounds + 1, ...done.after }).toEqual({ seed: rounds + 1, ...whole });
    kills += done.kills;
  }
  console.log(`${kills} kills in ${rounds} records: no order, file or parcel lost or doubled`);
});
