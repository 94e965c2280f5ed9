import path from 'node:path';
import {expect, test} from 'vitest';
import {Xo} from 'xo';

/** Lint other text under the name of a file that exists, and give the names of the rules that it breaks. */
async function rulesBroken(file: string, text: string) {
	const xo = new Xo({cwd: path.resolve('.')});
	const {results} = await xo.lintText(text, {filePath: path.resolve(file)});
	return results.flatMap(({messages}) => messages.map(({ruleId}) => ruleId));
}

test('lint finds an import that points up', async () => {
	expect(
		await rulesBroken('src/support/store.ts', "export {createOutput} from '../cli/output.ts';\n"),
	).toContain('import-x/no-restricted-paths');
});

test('lint finds an import that points along a row', async () => {
	expect(
		await rulesBroken('src/chain/errors.ts', "export {startDevnet} from '../devnet/devnet.ts';\n"),
	).toContain('import-x/no-restricted-paths');
});

test('lint finds stored keys in a room that is handed signers', async () => {
	expect(
		await rulesBroken('src/miner/errors.ts', "export {openHotkey} from '../wallet/open.ts';\n"),
	).toContain('import-x/no-restricted-paths');
});

test('lint finds drawing outside the rooms that draw', async () => {
	expect(await rulesBroken('src/onboarding/step.ts', "export {render} from 'ink';\n")).toContain(
		'no-restricted-imports',
	);
});

test('lint finds a circle of imports', async () => {
	expect(
		await rulesBroken('src/cli/program.ts', "export {createOutput} from './output.ts';\n"),
	).toContain('import-x/no-cycle');
});

test('lint lets an import point down', async () => {
	expect(
		await rulesBroken('src/cli/output.ts', "export {createStore} from '../support/store.ts';\n"),
	).toEqual([]);
});
