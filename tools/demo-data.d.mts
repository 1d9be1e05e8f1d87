/** Every file of the demo by its path in the project. */
export function makeDemoData(): Readonly<Record<string, string>>;
