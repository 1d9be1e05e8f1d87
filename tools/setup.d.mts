/** Types of tools/setup.mjs for the tests, which are TypeScript. */
export interface Runtime {
  executable: string;
  folder: string;
  version: string;
  development: boolean;
}
export interface Stage {
  command: string;
  appFolder: string;
  display: 'real' | 'virtual';
  env: Record<string, string>;
  close(): void;
}
export function prepare(needs?: { tests?: boolean; display?: boolean }): Promise<Runtime>;
export function openStage(runtime: Runtime): Promise<Stage>;
