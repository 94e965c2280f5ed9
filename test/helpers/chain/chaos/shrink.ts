import type {Outcome} from './round.ts';
import {type Schedule, describeSchedule} from './schedule.ts';

/**
Leave out what a failing round does not need to fail, one incident at a time.

@returns What is to be said of the failure.
*/
export async function shrink(
	schedule: Schedule,
	run: (schedule: Schedule) => Promise<Outcome>,
): Promise<string> {
	let least = schedule;
	for (const incident of schedule.incidents) {
		const less = {...least, incidents: least.incidents.filter(one => one !== incident)};
		const {violations} = await run(less);
		if (violations.length > 0) {
			least = less;
		}
	}

	return `It takes no more than this:\n${describeSchedule(least)}\nRepeat it with \`npm run test:chaos -- --rounds 1 --seed ${schedule.seed}\``;
}
