/** A label as it will print, and what the preview can't draw of it. */
export interface PreviewAnswer {
  readonly pngBase64: string;
  readonly notShown: readonly string[];
}
