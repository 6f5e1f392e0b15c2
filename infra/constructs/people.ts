import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnUserPoolGroup, FeaturePlan, Mfa, StandardThreatProtectionMode, UserPool } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { hubGroup, roleGroups } from '../../functions/domain/console-roles.ts';
import type { Settings } from '../settings.ts';

/** Who may sign in to the console: invited only, with a second factor, and a group for each role and each hub. */
export class People extends Construct {
  readonly userPool: UserPool;

  constructor(scope: Construct, id: string, { environment, signInSuffix, hubs }: Settings) {
    super(scope, id);
    this.userPool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      // Length over composition (ASVS 5.0, 6.2.5); Cognito asks for all four kinds of character unless told otherwise.
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      // Plus refuses passwords that were seen in a breach.
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const groupName of [...Object.values(roleGroups), ...hubs.map(hubGroup)])
      new CfnUserPoolGroup(this, `Group-${groupName}`, { userPoolId: this.userPool.userPoolId, groupName });
    // The provider's own sign-in pages.
    this.userPool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `throughline-${environment}-${signInSuffix}` },
    });
  }
}
