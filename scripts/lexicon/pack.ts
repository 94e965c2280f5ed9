/**
Pack `words.txt` into the module that `btop` reads: `npm run lexicon`. With the path of ESPDIC as argument, also check that each pair stands in it.
*/
import {readFile, writeFile} from 'node:fs/promises';
import {argv} from 'node:process';
import {fileURLToPath} from 'node:url';
import {deflateRawSync} from 'node:zlib';
import {findMistakes} from './check.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const text = await readFile(`${root}scripts/lexicon/words.txt`, 'utf8');
const dictionary = argv[2];
const mistakes = findMistakes(
	text,
	dictionary === undefined ? undefined : await readFile(dictionary, 'utf8'),
);
if (mistakes.length > 0) {
	throw new Error(mistakes.join('\n'));
}

const packed = deflateRawSync(text, {level: 9}).toString('base64');
await writeFile(
	`${root}src/tasks/translation/grammar/packed-words.ts`,
	`/**
The lexicon, \`scripts/lexicon/words.txt\`: raw deflate, base64. Written by \`npm run lexicon\`.

Its pairs of words are a selection from ESPDIC (Esperanto–English Dictionary) by Paul Denisowski, CC BY 3.0, https://www.denisowski.org/Esperanto/ESPDIC/espdic_readme.html; \`scripts/lexicon/README.md\` says what was changed.
*/
export const packedWords =
	'${packed}';
`,
);
