import {definePallet} from '../../pallet/pallet.ts';
import {consensusSettings} from './consensus-settings.ts';
import {adminErrors, adminName} from './errors.ts';
import {otherSettings} from './other-settings.ts';
import {subnetSettings} from './subnet-settings.ts';

/** The pallet through which root, via `Sudo.sudo`, and subnet owners set parameters. */
export const adminPallet = definePallet({
	name: adminName,
	index: 19,
	path: 'pallet_admin_utils',
	calls: {...subnetSettings, ...consensusSettings, ...otherSettings},
	errors: adminErrors,
});
