/** The fenced code blocks of a Markdown text: language, further words, attributes such as file=a/b or after="…", and the text. */
export function blocksOf(markdown) {
  return [...markdown.matchAll(/^```(\S+)(.*)\n([\s\S]*?)^```$/gm)].map(([, language, info, text]) => {
    const attributes = {};
    const rest = info.replace(/(\w+)=(?:"([^"]*)"|(\S+))/g, (_, name, quoted, plain) => {
      attributes[name] = quoted ?? plain;
      return '';
    });
    return {language, words: rest.trim().split(/\s+/), attributes, text};
  });
}
