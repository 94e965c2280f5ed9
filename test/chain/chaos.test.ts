import {expect, test} from 'vitest';
import {runRound} from '../helpers/chain/chaos/round.ts';
import {drawSchedule} from '../helpers/chain/chaos/schedule.ts';

// `npm run test:chaos` runs hundreds. Among these: an endpoint that is dead, frozen, swapped and limited, an upgrade, a reorganization after a payment.
test.each([2, 11, 30, 62, 76, 128])(
	'a chain that fails as seed %i has it loses nothing, and nothing is paid twice',
	async seed => {
		const {violations, report} = await runRound(drawSchedule(seed));
		expect(violations, report).toEqual([]);
	},
);
