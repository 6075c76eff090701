// The one stack: everything that a deployment consists of, in reading order, and the names by which it is reached.
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { addCollection } from './collection.ts';
import { addEvents } from './events.ts';
import { addIntake } from './intake.ts';
import { addLetters } from './letters.ts';
import { addListening } from './listening.ts';
import { addMail } from './mail.ts';
import { addPolicies } from './policies.ts';
import { addPortfolio } from './portfolio.ts';
import { addDeadLetters } from './queues.ts';
import type { Settings } from './settings.ts';
import { addSmsReports } from './sms-reports.ts';
import { addStripe } from './stripe.ts';
import { addUpkeep } from './upkeep.ts';
import { addVoice } from './voice.ts';
import { addWatch } from './watch.ts';
import { addWebhook } from './webhook.ts';
import { addWhatsApp } from './whatsapp.ts';

export class RecaudoStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    { stage, senders, alarmEmail, stripeSource, stripeCreditors, smsReports, replyDomain, webAcl }: Settings,
  ) {
    super(scope, id, {
      description: `Recaudo, invoice collections: ${stage.name}`,
      terminationProtection: stage.keepsData,
    });

    const portfolio = addPortfolio(this, stage);
    const mail = addMail(this, portfolio, senders);
    const undelivered = addDeadLetters(this, 'Undelivered', portfolio);
    const listening = addListening(this, portfolio, { replyDomain, webAcl }, undelivered);
    const whatsapp = addWhatsApp(this, portfolio, { deliveries: mail.deliveries, replies: listening.replies });
    const voice = addVoice(this, portfolio, mail.deliveries);
    addSmsReports(this, portfolio, mail.deliveries, { isLogged: smsReports });
    const collection = addCollection(this, portfolio, mail, listening);
    const intake = addIntake(this, portfolio, undelivered);
    const events = addEvents(this, portfolio, collection, intake, undelivered);
    addStripe(this, events, { source: stripeSource, creditors: stripeCreditors }, undelivered);
    const webhook = addWebhook(this, portfolio, events.eventsIn.queue, webAcl);
    const replan = addPolicies(this, portfolio, undelivered);
    addLetters(this, portfolio, undelivered);
    const upkeep = addUpkeep(this, portfolio, collection, listening, undelivered);
    addWatch(
      this,
      portfolio,
      {
        workflows: { collection: collection.collection, handoff: collection.handoff, ...intake, replan, ...upkeep },
        deadLetters: {
          'events-in': events.eventsIn.deadLetters,
          'fan-out': events.fanOut.deadLetters,
          deliveries: mail.deliveries.deadLetters,
          replies: listening.replies.deadLetters,
          wake: events.wakeDead,
          publish: events.publishDead,
          undelivered,
        },
        functions: [events.wake, collection.sendMessage, webhook.receive, listening.stopMails],
        streamReaders: [events.wake, events.publish],
        configurationSet: mail.configurationSet,
      },
      alarmEmail,
    );

    // The command line, the local driver and the tests find their way by these.
    const outputs = {
      Stage: stage.name,
      TimeTravel: String(stage.timeTravel),
      TableName: portfolio.table.tableName,
      BucketName: portfolio.bucket.bucketName,
      BusName: events.bus.eventBusName,
      CollectionArn: collection.collection.stateMachineArn,
      HandoffArn: collection.handoff.stateMachineArn,
      EnrolArn: upkeep.enrol.stateMachineArn,
      ReconcileArn: upkeep.reconcile.stateMachineArn,
      AnchorArn: upkeep.anchor.stateMachineArn,
      IntakeArn: intake.intake.stateMachineArn,
      UndoArn: intake.undo.stateMachineArn,
      SettleArn: intake.settle.stateMachineArn,
      ReplanArn: replan.stateMachineArn,
      EventsQueueUrl: events.eventsIn.queue.queueUrl,
      EventsDeadLetterQueueUrl: events.eventsIn.deadLetters.queueUrl,
      WebhookUrl: webhook.api.url,
      RepliesQueueUrl: listening.replies.queue.queueUrl,
      RepliesDeadLetterQueueUrl: listening.replies.deadLetters.queueUrl,
      TextAnswersTopicArn: listening.texts.topicArn,
      VoiceTopicArn: voice.topicArn,
      WhatsAppTopicArn: whatsapp.topicArn,
      PublicUrl: listening.api.url,
      FanOutQueueUrl: events.fanOut.queue.queueUrl,
      DeliveryTopicArn: mail.deliveryTopic.topicArn,
      DeliveryQueueUrl: mail.deliveries.queue.queueUrl,
      ConfigurationSet: mail.configurationSet.configurationSetName,
    };
    const exits = new Construct(this, 'Outputs');
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(exits, name, { value }).overrideLogicalId(name);
  }
}
