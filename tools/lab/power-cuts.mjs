// Pulls the guest's plug while its store writes to an ext4 disk, and looks after the next start what is left.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, say, ToolError } from '../lib/process.mjs';
import { kernelImage } from './image.mjs';
import { labFolder } from './packages.mjs';
import { runGuest } from './vm.mjs';

const bootLimitMs = 120_000;

/** SIGSEGV: a script has no way to that, an emulated processor now and then has. */
const crashed = 139;

function makeDisk(file) {
  const program = findProgram('mke2fs');
  if (program === null) throw new ToolError('Power cuts need the program mke2fs (Debian: e2fsprogs).');
  rmSync(file, { force: true });
  spawnSync('truncate', ['-s', '64M', file]);
  const made = spawnSync(program, ['-q', '-t', 'ext4', file]);
  if (made.status !== 0) throw new ToolError(`mke2fs: ${String(made.stderr)}`);
}

/** One boot: how far the record reached at its start, and what was acknowledged before the plug was pulled. */
async function boot(folders, image, disk, noSync) {
  const seen = { head: null, acknowledged: 0, crashed: false, lines: [] };
  let cut = false;
  await runGuest(folders, {
    image,
    kernel: kernelImage(folders),
    disk,
    variables: { LAB_PROGRAM: 'power', ...(noSync ? { NOSYNC: '1' } : {}) },
    limitMs: bootLimitMs,
    onLine: (line) => {
      const [, head] = /^HEAD (\d+) ready/.exec(line) ?? [];
      const [, acknowledged] = /^ACK (\d+)$/.exec(line) ?? [];
      if (head !== undefined) seen.head = Number(head);
      if (line.startsWith(`LAB-EXIT ${crashed}`)) seen.crashed = true;
      if (acknowledged !== undefined) seen.acknowledged = Number(acknowledged);
      else seen.lines.push(line);
    },
    killAt: (line) => {
      if (cut || !line.startsWith('ACK ')) return null;
      cut = true;
      return 200 + Math.random() * 2500;
    },
  });
  return seen;
}

/** Opens the record; once more on the same disk if the runtime crashed before it was open: that must lose nothing either. */
async function bootOpened(...args) {
  const first = await boot(...args);
  if (first.head !== null || !first.crashed) return first;
  say('The runtime crashed in the guest before the store was open; once more on the same disk.');
  return boot(...args);
}

/**
 * @param {{ cuts: number, noSync: boolean }} options
 * @returns {Promise<{ acknowledged: number, lost: number, text: string }>} `lost`: acknowledged entries that were gone
 */
export async function cutPower(folders, image, { cuts, noSync }) {
  const disk = join(labFolder, noSync ? 'control.img' : 'disk.img');
  makeDisk(disk);
  let before = 0;
  let acknowledged = 0;
  let lost = 0;
  for (let each = 0; each <= cuts; each += 1) {
    const seen = await bootOpened(folders, image, disk, noSync);
    if (seen.head === null) throw new ToolError(`The store did not open after cut ${each}:\n${seen.lines.join('\n')}`);
    lost += Math.max(0, before - seen.head);
    acknowledged += seen.acknowledged - seen.head;
    before = seen.acknowledged;
  }
  rmSync(disk, { force: true });
  return { acknowledged, lost, text: `${cuts} cuts, ${acknowledged} entries acknowledged, ${lost} lost` };
}
