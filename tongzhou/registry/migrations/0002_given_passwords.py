from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='password_is_given',
            field=models.BooleanField(default=False, editable=False, verbose_name='须更换初始密码'),
        ),
    ]
