"""What was declared by mistake is taken back (作废), which is no ending (终止)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0007_number_pseudonyms'),
    ]

    operations = [
        migrations.AlterField(
            model_name='registerentry',
            name='what',
            field=models.CharField(choices=[('added', '登记'), ('changed', '变更'), ('ended', '终止'), ('voided', '作废'), ('merged', '合并'), ('unmerged', '撤销合并'), ('loaded', '批量载入')], max_length=12, verbose_name='事项'),
        ),
    ]
