import type {BundledPackage} from './bundled-packages.ts';

/** Write the authors and licenses of everything in the bundle: each text once, below the packages it applies to. */
export function toNotices(packages: readonly BundledPackage[]): string {
	const packagesOf = Map.groupBy(packages, each => readTerms(each));
	const chapters = Array.from(packagesOf, ([terms, those]) =>
		[...those.map(each => describe(each)), '', terms].join('\n'),
	);
	return (
		[
			'btop is bundled with parts of the packages below, each under the terms that follow its name.',
			...chapters,
			`It holds these data, too:\n\n${data.join('\n\n')}`,
		].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n'
	);
}

/** Data in the source code, which their authors want to be named for. */
const data = [
	'The digits that validators ask about are from "Optical Recognition of Handwritten Digits" by E. Alpaydin and C. Kaynak, UCI Machine Learning Repository, 1998, https://doi.org/10.24432/C50P49, under the Creative Commons Attribution 4.0 International license (https://creativecommons.org/licenses/by/4.0/). They are stored in another form and drawn with changes.',
	'The words that validators ask to be translated are chosen from ESPDIC by Paul Denisowski, 2 August 2015, under the Creative Commons Attribution 3.0 Unported license (https://creativecommons.org/licenses/by/3.0/). Their kinds and forms were added.',
];

const describe = ({name, version, license}: BundledPackage) => `${name} ${version} (${license})`;

function readTerms({name, license, author, texts}: BundledPackage): string {
	if (texts.length > 0) {
		return texts.join('\n\n');
	}

	// A few packages name their license but omit its text.
	if (license !== 'MIT' || author === undefined) {
		throw new Error(`The terms of ${name} are not known`);
	}

	return mit(author);
}

/** From the SPDX license list. */
const mit = (holder: string) => `MIT License

Copyright (c) ${holder}

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
