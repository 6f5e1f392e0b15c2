/**
 * Resource types that the template may hold and that do nothing here, each with its reason. A type that is neither
 * read nor listed is refused: it would be something that deploys and was never tried.
 */
export const typesWithoutEffect: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'counts the use of CDK',
  'AWS::Logs::LogGroup': 'logs go to the terminal',
  'AWS::Logs::ResourcePolicy': 'logs go to the terminal',
  'AWS::Logs::MetricFilter': 'there are no metrics here',
  'AWS::CloudWatch::Dashboard': 'alarms and metrics are kept here and shown nowhere',
  'AWS::SNS::Topic': 'only alarms publish to it',
  'AWS::SNS::TopicPolicy': 'only alarms publish to it',
  'AWS::SNS::Subscription': 'only alarms publish to it',
  'AWS::Cognito::UserPoolDomain': 'the sign-in provider has its own local address',
  'AWS::Cognito::ManagedLoginBranding': 'the local sign-in page has its own look',
  'AWS::CloudFront::CachePolicy': 'nothing stands between a browser and the site on loopback',
  'AWS::CloudFront::OriginRequestPolicy': 'nothing stands between a browser and the site on loopback',
  'AWS::CloudFront::ResponseHeadersPolicy': 'the functions set their own headers',
  'AWS::WAFv2::WebACL': 'nobody but this machine can reach the site',
  'AWS::WAFv2::WebACLAssociation': 'nobody but this machine can reach the site',
  'AWS::CertificateManager::Certificate': 'loopback needs no certificate',
  'AWS::ApiGatewayV2::DomainName': 'the site has a loopback address',
  'AWS::ApiGatewayV2::ApiMapping': 'the site has a loopback address',
  'AWS::Route53::RecordSet': 'the site has a loopback address',
  'AWS::Route53::HostedZone': 'the site has a loopback address',
  'AWS::KMS::Key': 'encryption at rest is AWS’s',
  'AWS::KMS::Alias': 'encryption at rest is AWS’s',
  'AWS::Backup::BackupPlan': 'the journal is the backup',
  'AWS::Backup::BackupSelection': 'the journal is the backup',
  'AWS::Backup::BackupVault': 'the journal is the backup',
  'AWS::Budgets::Budget': 'nothing here costs money',
  'AWS::Scheduler::ScheduleGroup': 'only a part of a schedule’s name',
};
