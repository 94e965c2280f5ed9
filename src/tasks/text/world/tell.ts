import type {Random} from '../../../support/random.ts';
import type {Event} from './event.ts';
import {pick} from './pick.ts';
import {withArticle} from './words.ts';

/** Tell an event in one of several ways. */
export function tell(random: Random, event: Event): string {
	return `${pick(random, phrase(event))}.`;
}

function phrase(event: Event): readonly string[] {
	switch (event.type) {
		case 'is': {
			return [`${event.person} is in the ${event.place}`];
		}

		case 'goes': {
			const who = event.people.join(' and ');
			return ['went', 'walked', 'ran'].map(verb => `${who} ${verb} to the ${event.place}`);
		}

		case 'leaves': {
			const {person, place} = event;
			return [`${person} left the ${place}`, `${person} is no longer in the ${place}`];
		}

		case 'lies': {
			return [`There is ${withArticle(event.thing)} in the ${event.place}`];
		}

		case 'finds': {
			return ['found', 'picked up'].map(
				verb => `${event.person} ${verb} ${withArticle(event.thing)}`,
			);
		}

		case 'takes': {
			return ['took', 'picked up'].map(verb => `${event.person} ${verb} the ${event.thing}`);
		}

		case 'drops': {
			return ['dropped', 'put down'].map(verb => `${event.person} ${verb} the ${event.thing}`);
		}

		case 'gives': {
			const {person, thing, receiver} = event;
			return [
				`${person} gave the ${thing} to ${receiver}`,
				`${person} handed the ${thing} to ${receiver}`,
				`${person} gave ${receiver} the ${thing}`,
				`${receiver} got the ${thing} from ${person}`,
			];
		}
	}
}
