/**
Record which mutants a process or thread started by a test reaches. Stryker's code counts them in `__stryker__.mutantCoverage`; here each is recorded on first use, since a process may be killed at any moment.
*/
import {appendFileSync} from 'node:fs';
import process from 'node:process';

const file = process.env.BTOP_MUTANT_COVERAGE;
if (file !== undefined) {
	const counts = new Proxy<Record<string, number>>(
		{},
		{
			set(target, mutant: string, hits: number) {
				if (hits === 1) {
					appendFileSync(file, `${mutant}\n`);
				}

				return Reflect.set(target, mutant, hits);
			},
		},
	);
	// eslint-disable-next-line @typescript-eslint/naming-convention -- It is Stryker's name.
	Object.assign(globalThis, {__stryker__: {mutantCoverage: {static: counts, perTest: {}}}});
}
