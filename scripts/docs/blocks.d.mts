/** One fenced code block. */
export interface Block {
  readonly language: string;
  readonly words: readonly string[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

export declare function blocksOf(markdown: string): Block[];
