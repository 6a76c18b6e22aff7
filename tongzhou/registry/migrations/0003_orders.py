from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0002_given_passwords'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='appointment',
            index=models.Index(fields=['office', 'id'], name='appointment_by_office'),
        ),
        migrations.AddIndex(
            model_name='body',
            index=models.Index(fields=['name', 'id'], name='body_name'),
        ),
    ]
