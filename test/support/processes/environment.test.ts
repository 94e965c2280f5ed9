import {expect, test} from 'vitest';
import {environmentForChildren} from '../../../src/support/processes/environment.ts';

test('processes that we start inherit everything but passwords', () => {
	expect(
		environmentForChildren({
			PATH: '/bin',
			BT_WALLET_PASSWORD: 'x',
			BT_WALLET_PASSWORD_FILE: 'y',
			BT_PW__HOME_RIG_COLDKEY: 'z',
		}),
	).toEqual({PATH: '/bin'});
});
