import {defineErrors} from '../../pallet/errors.ts';

export const systemErrors = defineErrors('System', {CallFiltered: 5});
