import FundsStep from './FundsStep.tsx';
import MineStep from './MineStep.tsx';
import ModelStep from './ModelStep.tsx';
import NetworkStep from './NetworkStep.tsx';
import RegisterStep from './RegisterStep.tsx';
import SubnetStep from './SubnetStep.tsx';
import type {StepProps} from './walkthrough-actions.ts';
import WalletStep from './WalletStep.tsx';

const views = {
	network: NetworkStep,
	wallet: WalletStep,
	funds: FundsStep,
	subnet: SubnetStep,
	register: RegisterStep,
	model: ModelStep,
	mine: MineStep,
};

/** The step that is shown. */
export default function StepView(props: StepProps) {
	const View = views[props.state.shown];
	return <View key={props.state.shown} {...props} />;
}
