import path from 'node:path';
import {afterAll, expect, test} from 'vitest';
import {
	readEvaluations,
	type RecordedEvaluation,
	recordEvaluation,
} from '../../src/ledger/evaluations.ts';
import {openLedger} from '../../src/ledger/open-ledger.ts';
import {tidyLedger} from '../../src/ledger/tidy-ledger.ts';
import {makeTemporaryFolder, removeTemporaryFolders} from '../helpers/temporary-folder.ts';

afterAll(removeTemporaryFolders);

const day = 86_400_000;
const evaluation: RecordedEvaluation = {
	task: 'image',
	model: 'image-base',
	identity: 'a'.repeat(64),
	time: 1000 * day,
	questions: 256,
	refused: 1,
	score: {mean: 0.9, low: 0.88, high: 0.92},
	speeds: [{concurrency: 1, latency: {p50: 1.5, p95: 2.5}, perSecond: 600}],
	engine: {name: 'onnxruntime', device: 'cpu'},
	memoryBytes: 50_000_000,
	place: {network: 'devnet', netuid: 3, block: 70, place: 2, best: 1, worst: 2, miners: 7},
};

test('the latest measurement of a model is kept, for a year', async () => {
	const file = path.join(await makeTemporaryFolder('evaluations'), 'ledger.sqlite');
	const ledger = openLedger({file});
	recordEvaluation(ledger, evaluation);
	const again = {...evaluation, time: 1001 * day, refused: 0, place: null};
	recordEvaluation(ledger, again);
	const other = {...evaluation, identity: 'b'.repeat(64)};
	recordEvaluation(ledger, other);
	ledger.close();

	const reopened = openLedger({file});
	expect(readEvaluations(reopened)).toEqual([again, other]);
	tidyLedger(reopened, {now: 1365.5 * day});
	expect(readEvaluations(reopened)).toEqual([again]);
	reopened.close();
});
